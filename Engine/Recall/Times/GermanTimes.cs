using static ChatMemory.Recall.Times.TimeWords;

namespace ChatMemory.Recall.Times;

/// <summary>Times in German.</summary>
internal static class GermanTimes
{
    public static readonly TimeWords Words = new()
    {
        Months = Lined("""
            januar janner
            februar feber
            marz
            april
            mai
            juni
            juli
            august
            september
            oktober
            november
            dezember
            """),
        Weekdays = Lined("""
            montag
            dienstag
            mittwoch
            donnerstag
            freitag
            samstag sonnabend
            sonntag
            """),
        Seasons = Lined("""
            fruhling fruhjahr
            sommer
            herbst
            winter
            """),
        Counts = Lined("""
            ein eine einem einen einer
            zwei
            drei einige einigen
            vier mehrere mehreren
            funf
            sechs
            sieben
            acht
            neun
            zehn
            """),
        Units = Lined("""
            tag tage tagen
            woche wochen
            monat monate monaten monats
            jahr jahre jahren jahres
            """),
        Days = Lined("""
            vorgestern
            gestern
            heute
            morgen
            ubermorgen
            """),
        Shifts = Lined("""
            letzte letzten letzter letztes letztem vergangene vergangenen vergangener vergangenes vorige vorigen voriger voriges
            diese diesen dieser dieses diesem
            nachste nachsten nachster nachstes nachstem kommende kommenden kommender kommendes
            """),
        PartsOfDay = Set("nacht morgen vormittag nachmittag abend"),
        Weekend = Set("wochenende"),
        Recently = Set("kurzlich neulich letztens unlangst"),
        AgoInFront = Set("vor"),
        ToCome = Set("bis"),
        BeforeMorning = Set("heute gestern vorgestern am an jeden guten den der dem diesen"),
        Phrases = Phrased("""
            einige: ein paar
            """),
    };
}
