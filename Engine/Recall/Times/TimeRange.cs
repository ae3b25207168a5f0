using System.Runtime.InteropServices;

namespace ChatMemory.Recall.Times;

/// <summary>Days from one to another, both included.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TimeRange(DateOnly From, DateOnly To)
{
    /// <summary>Days between the range and a day; 0 within it.</summary>
    public int DaysTo(DateOnly day) => day < From ? From.DayNumber - day.DayNumber : day > To ? day.DayNumber - To.DayNumber : 0;

    public int Days => To.DayNumber - From.DayNumber + 1;

    public bool Overlaps(TimeRange other) => From <= other.To && other.From <= To;

    public static TimeRange Day(DateOnly day) => new(day, day);

    public static TimeRange Month(int year, int month) =>
        new(new(year, month, 1), new(year, month, DateTime.DaysInMonth(year, month)));

    public static TimeRange Year(int year) => new(new(year, 1, 1), new(year, 12, 31));

    /// <summary>Monday to Sunday.</summary>
    public static TimeRange WeekOf(DateOnly day)
    {
        var monday = day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
        return new(monday, monday.AddDays(6));
    }
}
