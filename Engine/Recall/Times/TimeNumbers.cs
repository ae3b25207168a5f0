namespace ChatMemory.Recall.Times;

/// <summary>Digits as parts of a date.</summary>
internal static class TimeNumbers
{
    public static int? Year(string word) => word.Length == 4 && int.TryParse(word, out var year) && year is >= 1900 and <= 2100 ? year : null;

    public static int? DayOfMonth(string word) => word.Length <= 2 && int.TryParse(word, out var day) && day is >= 1 and <= 31 ? day : null;

    public static int? Count(string word) => word.Length <= 3 && int.TryParse(word, out var number) ? number : null;
}
