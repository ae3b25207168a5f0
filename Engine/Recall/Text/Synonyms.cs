namespace ChatMemory.Recall.Text;

/// <summary>English words that stand for each other, one group a line: what a thesaurus for learners has for everyday verbs, nouns and adjectives.</summary>
internal static class Synonyms
{
    public const string Table = """
        ability skill talent
        accident crash
        accommodation hostel hotel
        accomplish accomplishment achieve achievement
        acquire buy purchase
        adore enjoy fond like love
        advice advise recommend recommendation suggest suggestion tip
        affordable cheap inexpensive
        afraid fear fearful frightened scared terrified
        aid assist help support
        aim ambition goal objective
        aircraft airplane plane
        allergic allergy
        ancient elderly old
        angry annoyed furious mad
        answer reply respond response
        anxiety anxious nervous stress stressed worried worry
        army military soldier
        arrange organize
        arrive come
        ask request
        athlete athletic sport
        attempt try
        author write writer writing
        automobile car vehicle
        award prize
        baby infant newborn toddler
        back return
        bad awful terrible
        battle fight war
        beach coast seaside shore
        beautiful gorgeous lovely pretty stunning
        begin commence found launch start
        best favorite prefer preference preferred
        better improve improvement
        beverage drink
        big enormous huge large
        birth birthday born
        book novel read reader
        borrow debt lend loan
        boss manager supervisor
        boyfriend girlfriend husband partner spouse wife
        breakfast dinner lunch meal supper
        brother sibling sister
        build construct
        business company firm
        calm peaceful relax relaxed
        camera photo photographer photography
        career employment job occupation profession work
        cash finance financial money
        cease quit stop
        celebrate celebration party
        champion victory win
        charity volunteer
        chat conversation discuss discussion speak talk
        choose decide decision pick select
        church faith religion religious worship
        cinema film movie
        city town
        class course lesson
        clever intelligent smart
        client customer
        clinic hospital
        close near nearby
        clothes clothing outfit
        club group team
        coach instruct instructor mentor teach teacher
        colleague coworker
        collect collection
        college university
        compete competition contest tournament
        complete end finish
        computer laptop pc
        concert gig
        conference convention meeting
        cook cooking recipe
        cost expense price
        counseling counselor psychologist therapist therapy
        country homeland nation
        craft create make
        dance dancer dancing
        dead death die
        delighted glad happiness happy joy joyful pleased
        depart leave
        depressed down grief sad sadness sorrow unhappy
        diet nutrition
        differ difference different
        difficult difficulty hard tough
        disease ill illness sick
        dislike hate
        divorce separated separation
        doctor physician
        donate donation give
        draw drawing sketch
        drug medication medicine
        eager excited excitement thrilled
        easy simple
        educate education school study
        encounter meet
        enjoyable entertaining fun
        exam quiz test
        exercise fitness workout
        exhausted fatigue tired
        expect hope want wish
        fail failure
        family relative
        fast quick rapid
        father mother parent
        feel feeling emotion
        fire flame
        fix mend repair
        flavor taste
        food cuisine dish eat
        forest wood
        frequently often regularly usually
        friend buddy friendship mate pal
        funny humor joke
        game play player
        garden gardening plant
        get obtain receive
        gift present
        grow growth
        happen occur
        have own possess
        health healthy wellbeing
        hear listen
        hike hiking stroll trek walk
        hill mountain peak
        hobby interest leisure pastime
        holiday journey tour travel trip vacation
        home house residence
        hometown origin
        hurt injure injury wound
        idea thought
        important significant
        income pay salary wage
        inspiration inspire motivate motivation
        internet online web
        invitation invite
        issue problem trouble
        jog marathon run runner
        kind sort type
        law lawyer legal
        learn study
        little small tiny
        live reside stay
        lose loss
        marriage married marry wedding
        memory remember remind reminder
        mention say tell
        move relocate
        music musician song tune
        name call
        nature outdoor outdoors wilderness
        neighbor neighborhood
        new recent
        ocean sea
        opinion view
        paint painter painting
        perform performance show
        phone call
        poem poet poetry
        police cop
        poor broke
        practice train training
        pregnancy pregnant
        rain storm weather
        rich wealthy
        see watch
        sell seller vendor
        series show tv
        shop store
        sing singer singing
        story tale
        succeed success successful
        summer sun
        swim swimmer swimming
        visit visitor
        winter snow
        """;
}
