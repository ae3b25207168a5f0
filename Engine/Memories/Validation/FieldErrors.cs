using System.Text;

namespace ChatMemory.Memories;

/// <summary>Collects what is wrong, at most a hundred errors.</summary>
internal sealed class FieldErrors
{
    private const int Max = 100;
    private readonly List<FieldError> _errors = [];

    public IReadOnlyList<FieldError> All => _errors;

    public void Require(bool holds, string field, string message)
    {
        if (!holds && _errors.Count < Max)
            _errors.Add(new(field, message));
    }

    /// <summary>A text of 1 to <paramref name="max"/> characters that is more than white space.</summary>
    public void Text(string? text, int max, string field)
    {
        Require(!string.IsNullOrWhiteSpace(text), field, "must not be empty");
        Name(text, max, field);
    }

    /// <summary>A text that may be null or empty.</summary>
    public void Name(string? text, int max, string field)
    {
        Require(text is null || text.Length <= max, field, $"must have at most {max} characters");
        Require(text is null || IsWellFormed(text), field, "must be well-formed Unicode");
    }

    public void Count(int count, int min, int max, string field) =>
        Require(count >= min && count <= max, field, $"must have {min} to {max} entries");

    public void Range<T>(T value, T min, T max, string field)
        where T : IComparable<T> =>
        Require(value.CompareTo(min) >= 0 && value.CompareTo(max) <= 0, field, $"must be {min} to {max}");

    // A lone surrogate has no UTF-8 form: what is read back would not be what was stored.
    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(i), out _, out var length) != System.Buffers.OperationStatus.Done)
                return false;
            i += length;
        }

        return true;
    }
}
