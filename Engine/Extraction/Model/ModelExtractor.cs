using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace ChatMemory.Extraction.Model;

/// <summary>
/// Lets a language model find the facts. Whatever it answers, a candidate stands only if it quotes the named message literally
/// and says more than what recall had given.
/// </summary>
internal sealed class ModelExtractor(IChatClient model, IOptions<ExtractionOptions> options) : IExtractor
{
    /// <summary>The <see cref="Provenance.Source"/> of what it finds.</summary>
    public const string Source = "model";

    public async Task<IReadOnlyDictionary<ExchangeId, IReadOnlyList<Candidate>>> ExtractAsync(
        ExtractionBatch batch, CancellationToken cancellationToken = default)
    {
        var echo = new EchoGuard(batch.Recalled);
        var found = new List<Candidate>();
        foreach (var reading in ModelReading.Of(batch))
            found.AddRange(await ReadAsync(reading, batch.Recalled, cancellationToken));

        return found.Where(candidate => !echo.Echoes(candidate))
            .GroupBy(candidate => candidate.Provenance.Exchange!.Value)
            .ToDictionary(group => group.Key, group => (IReadOnlyList<Candidate>)[.. group]);
    }

    private async Task<IEnumerable<Candidate>> ReadAsync(
        ModelReading reading, IReadOnlyList<string> recalled, CancellationToken cancellationToken)
    {
        var response = await model.GetResponseAsync(ModelPrompt.For(reading, recalled), Settings(), cancellationToken);
        if (response.FinishReason == ChatFinishReason.ContentFilter)
            throw new ModelException(ModelErrors.Rejected, "The extraction model refused to read the exchange.", isTransient: false);
        if (response.FinishReason == ChatFinishReason.Length)
            throw new ModelException(ModelErrors.CutOff, "The extraction model's answer was cut off by its length.", isTransient: true);

        return ModelAnswer.Read(response.Text)
            .Select(entry => Candidate(reading, entry, response.ModelId))
            .OfType<Candidate>();
    }

    private ChatOptions Settings() => new()
    {
        ModelId = options.Value.Model,
        Temperature = 0,
        MaxOutputTokens = options.Value.MaxOutputTokens,
        ResponseFormat = ModelSchema.Format,
    };

    // Null for an entry that does not quote the message that it names.
    private static Candidate? Candidate(ModelReading reading, ModelEntry entry, string? modelId) =>
        reading.Numbered(entry.N) is { } message && QuoteFinder.Find(message.Placed.Message.Text, entry.Quote) is { } span
            ? message.Candidate(entry.Statement.Trim(), entry.Kind, Source, span, modelId) with
            {
                Slot = entry.Slot is { } slot && Slots.IsKnown(slot) ? slot : null,
                Corrects = string.IsNullOrWhiteSpace(entry.Corrects) ? null : entry.Corrects.Trim(),
                Retracts = entry.Retracts,
            }
            : null;
}
