using ChatMemory.Keys;

namespace ChatMemory.Api.Problems;

/// <summary>Collects what is wrong with a request, by field, so that its author sees everything at once.</summary>
internal sealed class Errors
{
    private readonly Dictionary<string, string[]> _byField = new(StringComparer.Ordinal);

    public bool Any => _byField.Count > 0;

    public IReadOnlyDictionary<string, string[]> ByField => _byField;

    public void Add(string field, string sentence) =>
        _byField[field] = _byField.TryGetValue(field, out var earlier) ? [.. earlier, sentence] : [sentence];

    /// <summary>Adds the sentence unless the rule holds.</summary>
    public void Require(bool rule, string field, string sentence)
    {
        if (!rule)
            Add(field, sentence);
    }

    public void Range(double? value, double least, double most, string field) =>
        Require(value is not { } given || (given >= least && given <= most), field, $"Must be between {least} and {most}.");

    public void Length(string? text, int most, string field) =>
        Require(text is null || text.Length is var length && length > 0 && length <= most, field, $"Must have 1 to {most} characters.");

    public void Count<T>(IReadOnlyCollection<T>? items, int least, int most, string field) =>
        Require(items is null || (items.Count >= least && items.Count <= most), field, $"Must have {least} to {most} entries.");

    /// <summary>An id that a path can carry: a browser or proxy would take "." and ".." for steps in it.</summary>
    public void Id(string? id, string field) =>
        Require(id is null || PathIds.CanStandInPath(id), field, $"Must be 1 to {KeyText.MaxLength} characters without control characters, and not '.' or '..'.");
}

/// <summary>A request that can say what is wrong with it.</summary>
internal interface IValidated
{
    void Validate(Errors errors);
}
