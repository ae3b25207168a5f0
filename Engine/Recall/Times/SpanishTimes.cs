using static ChatMemory.Recall.Times.TimeWords;

namespace ChatMemory.Recall.Times;

/// <summary>Times in Spanish.</summary>
internal static class SpanishTimes
{
    public static readonly TimeWords Words = new()
    {
        Months = Lined("""
            enero
            febrero
            marzo
            abril
            mayo
            junio
            julio
            agosto
            septiembre setiembre
            octubre
            noviembre
            diciembre
            """),
        Weekdays = Lined("""
            lunes
            martes
            miercoles
            jueves
            viernes
            sabado
            domingo
            """),
        Seasons = Lined("""
            primavera
            verano
            otono
            invierno
            """),
        Counts = Lined("""
            un una uno
            dos
            tres unos unas algunos algunas
            cuatro varios varias
            cinco
            seis
            siete
            ocho
            nueve
            diez
            """),
        Units = Lined("""
            dia dias
            semana semanas
            mes meses
            ano anos
            """),
        Days = Lined("""
            anteayer
            ayer
            hoy
            manana
            pasadomanana
            """),
        Shifts = Lined("""
            pasado pasada pasados pasadas ultimo ultima anterior
            este esta
            proximo proxima siguiente
            """),
        ShiftsFollow = true,
        PartsOfDay = Set("noche manana tarde"),
        Weekend = Set("finde"),
        Recently = Set("recientemente ultimamente"),
        Ago = Set("atras antes"),
        AgoInFront = Set("hace"),
        Links = Set("de del"),
        ToCome = Set("hasta"),
        BeforeMorning = Set("la esta cada hoy ayer una"),
        Phrases = Phrased("""
            finde: fin de semana
            pasadomanana: pasado manana
            anteayer: antes de ayer
            proximo: que viene
            dos: un par de
            """),
    };
}
