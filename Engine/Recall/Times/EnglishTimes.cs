using static ChatMemory.Recall.Times.TimeWords;

namespace ChatMemory.Recall.Times;

/// <summary>Times in English.</summary>
internal static class EnglishTimes
{
    public static readonly TimeWords Words = new()
    {
        Months = Lined("""
            january jan
            february feb
            march
            april apr
            may
            june jun
            july jul
            august aug
            september sep sept
            october oct
            november nov
            december dec
            """),
        Weekdays = Lined("""
            monday mon
            tuesday tue tues
            wednesday wed
            thursday thu thurs
            friday fri
            saturday sat
            sunday
            """),
        Seasons = Lined("""
            spring
            summer
            autumn fall
            winter
            """),
        Counts = Lined("""
            a an one
            two couple
            three few
            four several
            five
            six
            seven
            eight
            nine
            ten
            """),
        Units = Lined("""
            day days
            week weeks
            month months
            year years yr yrs
            """),
        Days = Lined("""
            ereyesterday
            yesterday
            today tonight
            tomorrow
            overmorrow
            """),
        Shifts = Lined("""
            last past previous
            this
            next coming upcoming
            """),
        PartsOfDay = Set("night morning evening afternoon"),
        Weekend = Set("weekend"),
        Recently = Set("recently lately"),
        Ago = Set("ago back before earlier"),
        Ordinals = Set("st nd rd th"),
        Links = Set("of in"),
        ToCome = Set("by until"),
        DoubtfulMonths = Set("may march"),
        BeforeMonths = Set("in last next since this until by of"),
    };
}
