using System.Collections;

namespace ChatMemory.Api.Settings;

/// <summary>Finds the keys under <c>ChatMemory</c> that no options record has.</summary>
internal static class UnknownSettings
{
    private const string Root = "ChatMemory";

    /// <summary>All of them, by their full path, with the keys that are known in their place.</summary>
    public static IReadOnlyList<string> Find(IConfiguration configuration, IEnumerable<SettingsSection> sections)
    {
        var known = sections.ToLookup(section => section.Path, section => section.Options, StringComparer.OrdinalIgnoreCase);
        return [.. Below(configuration.GetSection(Root), known)];
    }

    private static IEnumerable<string> Below(IConfigurationSection section, ILookup<string, Type> known)
    {
        var names = known[section.Path].SelectMany(options => options.GetProperties()).ToLookup(
            property => property.Name, property => property.PropertyType, StringComparer.OrdinalIgnoreCase);
        var subsections = known.Select(entry => entry.Key).Where(path => IsChild(path, section.Path)).Select(path => path[(section.Path.Length + 1)..]);
        foreach (var child in section.GetChildren())
        {
            if (known.Contains(child.Path))
            {
                foreach (var unknown in Below(child, known))
                    yield return unknown;
            }
            else if (names[child.Key].FirstOrDefault() is { } type)
            {
                foreach (var unknown in Inside(child, type))
                    yield return unknown;
            }
            else
            {
                yield return $"{child.Path} is not a setting. Known there: {string.Join(", ", names.Select(name => name.Key).Concat(subsections).Order(StringComparer.Ordinal))}.";
            }
        }
    }

    // A list or map of settings: each entry has the keys of its element.
    private static IEnumerable<string> Inside(IConfigurationSection section, Type type)
    {
        if (!typeof(IEnumerable).IsAssignableFrom(type) || !type.IsGenericType || type.GetGenericArguments()[^1] is not { IsPrimitive: false } element || element == typeof(string))
            yield break;
        foreach (var entry in section.GetChildren())
        {
            foreach (var unknown in Below(entry, new[] { (entry.Path, element) }.ToLookup(pair => pair.Path, pair => pair.element, StringComparer.OrdinalIgnoreCase)))
                yield return unknown;
        }
    }

    private static bool IsChild(string path, string parent) =>
        path.Length > parent.Length + 1 && path.StartsWith(parent + ":", StringComparison.OrdinalIgnoreCase) && !path[(parent.Length + 1)..].Contains(':', StringComparison.Ordinal);
}
