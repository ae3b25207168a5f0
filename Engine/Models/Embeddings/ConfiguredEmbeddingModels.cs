using ChatMemory.Models.OpenAICompatible;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace ChatMemory.Models.Embeddings;

/// <summary>
/// The embedding model that the settings name, and others of the same server by name. <see cref="ModelOptions.Embedding"/> and <see cref="ModelOptions.Dimensions"/>
/// are read again when the configuration changes; all other settings stay as they were at the start.
/// </summary>
internal sealed partial class ConfiguredEmbeddingModels : IEmbeddingModels, IDisposable
{
    // Of a user's past there is seldom more than one.
    private const int MostModels = 8;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, EmbeddingModel> _known = new(StringComparer.Ordinal);
    private readonly Func<ModelOptions, EmbeddingModel> _make;
    private readonly ModelOptions _settings;
    private readonly IOptionsFactory<ModelOptions> _options;
    private readonly ILogger _logger;
    private readonly IDisposable _reloads;
    private volatile EmbeddingModel _current;

    public ConfiguredEmbeddingModels(
        Func<ModelOptions, EmbeddingModel> make, ModelOptions settings, IOptionsFactory<ModelOptions> options, IConfiguration configuration, ILogger logger)
    {
        (_make, _settings, _options, _logger) = (make, settings, options, logger);
        _current = Known(make(settings));
        _reloads = ChangeToken.OnChange(configuration.GetReloadToken, Reload);
    }

    public EmbeddingModel Current => _current;

    public EmbeddingModel? Find(string name)
    {
        lock (_gate)
        {
            if (_known.TryGetValue(name, out var known))
                return known;
            if (_known.Count >= MostModels || SettingsOf(name) is not { } settings || _make(settings) is not { } made || made.Name != name)
                return null;
            return Known(made);
        }
    }

    public void Forget(IReadOnlyCollection<string>? texts)
    {
        lock (_gate)
        {
            foreach (var model in _known.Values)
            {
                if (texts is null)
                    model.ForgetAll();
                else
                    model.Forget(texts);
            }
        }
    }

    public void Dispose() => _reloads.Dispose();

    private EmbeddingModel Known(EmbeddingModel model)
    {
        lock (_gate)
        {
            if (_known.TryGetValue(model.Name, out var known))
                return known;
            return _known[model.Name] = model;
        }
    }

    private void Reload()
    {
        try
        {
            var fresh = _options.Create(Options.DefaultName);
            var model = Known(_make(_settings with { Embedding = fresh.Embedding, Dimensions = fresh.Dimensions }));
            if (ReferenceEquals(model, _current))
                return;
            _current = model;
            LogChanged(_logger, model.Name);
        }
        // Whatever is wrong with the settings, it must not end the thread that watches them.
        catch (Exception exception)
        {
            LogNotUsable(_logger, exception);
        }
    }

    // The way back from "provider/model:dimensions/dimensions".
    private ModelOptions? SettingsOf(string name)
    {
        const string provider = OpenAIChatClient.Provider + "/";
        var end = name.LastIndexOf('/');
        if (!ModelChoice.Of(_settings).HasServer || !name.StartsWith(provider, StringComparison.Ordinal) || end <= provider.Length)
            return null;
        var model = name[provider.Length..end];
        if (end + 1 == name.Length)
            return _settings with { Embedding = model, Dimensions = null };
        return int.TryParse(name[(end + 1)..], out var dimensions) && model.EndsWith($":{dimensions}", StringComparison.Ordinal)
            ? _settings with { Embedding = model[..model.LastIndexOf(':')], Dimensions = dimensions }
            : null;
    }
}
