using static ChatMemory.Recall.Times.TimeWords;

namespace ChatMemory.Recall.Times;

/// <summary>Times in French.</summary>
internal static class FrenchTimes
{
    public static readonly TimeWords Words = new()
    {
        Months = Lined("""
            janvier
            fevrier
            mars
            avril
            mai
            juin
            juillet
            aout
            septembre
            octobre
            novembre
            decembre
            """),
        Weekdays = Lined("""
            lundi
            mardi
            mercredi
            jeudi
            vendredi
            samedi
            dimanche
            """),
        Seasons = Lined("""
            printemps
            ete
            automne
            hiver
            """),
        Counts = Lined("""
            un une
            deux
            trois quelques
            quatre plusieurs
            cinq
            six
            sept
            huit
            neuf
            dix
            """),
        Units = Lined("""
            jour jours
            semaine semaines
            mois
            an ans annee annees
            """),
        Days = Lined("""
            avanthier
            hier
            aujourd
            demain
            apresdemain
            """),
        Shifts = Lined("""
            dernier derniere derniers dernieres passe passee precedent precedente
            ce cet cette
            prochain prochaine prochains prochaines
            """),
        ShiftsFollow = true,
        PartsOfDay = Set("nuit matin soir soiree midi apres"),
        Weekend = Set("weekend"),
        Recently = Set("recemment dernierement"),
        AgoInFront = Set("ilya"),
        Ordinals = Set("er"),
        ToCome = Set("jusqu avant"),
        Phrases = Phrased("""
            ilya: y a
            avanthier: avant hier
            apresdemain: apres demain
            weekend: week end
            """),
    };
}
