using System.Collections.Frozen;

namespace ChatMemory.Recall.Text;

/// <summary>English forms that no rule about endings reaches, and numbers written as words.</summary>
internal static class Irregulars
{
    private static readonly FrozenDictionary<string, string> Forms = Read("""
        arise arose arisen
        bear bore borne
        beat beaten
        become became
        begin began begun
        bend bent
        bite bit bitten
        bleed bled
        blow blew blown
        break broke broken
        breed bred
        bring brought
        build built
        burn burnt
        buy bought
        catch caught
        child children kid kids
        choose chose chosen choice
        cling clung
        come came
        creep crept
        deal dealt
        die dying
        lie lying
        tie tying
        sky skies
        evening evenings
        morning mornings
        wedding weddings
        earring earrings
        dig dug
        draw drew drawn
        dream dreamt
        drink drank drunk
        drive drove driven
        eat ate eaten
        fall fell fallen
        feed fed
        feel felt
        fight fought
        find found
        flee fled
        fly flew flown flight
        foot feet
        forget forgot forgotten
        forgive forgave forgiven
        freeze froze frozen
        give gave given
        go went gone
        goose geese
        grow grew grown growth
        hang hung
        hear heard
        hide hid hidden
        hold held
        keep kept
        know knew known
        lay laid
        lead led
        learn learnt
        leave left
        lend lent
        life lives
        light lit
        lose lost
        make made
        man men
        mean meant
        meet met
        mouse mice
        pay paid payment
        person people persons
        photo photograph picture pic pics image photos photographs pictures images
        prove proven
        ride rode ridden
        ring rang rung
        rise rose risen
        run ran
        see saw seen
        seek sought
        sell sold sale sales
        send sent
        sew sewn
        shake shook shaken
        shelf shelves
        shine shone
        shoot shot
        show shown showed
        shrink shrank shrunk
        sing sang sung
        sink sank sunk
        sit sat
        sleep slept
        slide slid
        speak spoke spoken speech
        spend spent
        spill spilt
        spin spun
        spring sprang sprung
        stand stood
        steal stole stolen
        stick stuck
        strike struck
        swear swore sworn
        sweep swept
        swim swam swum
        swing swung
        take took taken
        teach taught
        tear tore torn
        tell told
        think thought
        throw threw thrown
        tooth teeth
        understand understood
        wake woke woken
        wear wore worn
        weave wove woven
        wife wives
        win won winning winner
        woman women
        write wrote written
        0 zero
        1 first
        2 two second twice
        3 three third
        4 four fourth
        5 five fifth
        6 six sixth
        7 seven seventh
        8 eight eighth
        9 nine ninth
        10 ten tenth
        11 eleven
        12 twelve dozen
        20 twenty
        30 thirty
        40 forty
        50 fifty
        100 hundred
        1000 thousand
        mother mom mum mommy mama moms mothers
        father dad daddy papa dads fathers
        grandmother grandma granny nana
        grandfather grandpa granddad
        brother bro
        television tv
        bicycle bike bikes bicycles biking
        favorite favourite fave favorites
        color colour
        center centre
        family fam families
        vegetable veggie veggies
        refrigerator fridge
        advertisement ad ads advert advertisements
        examination exam exams
        university uni college
        mathematics math maths
        laboratory lab labs
        veterinarian vet
        apartment flat
        doctor doc doctors
        information info
        application app apps
        birthday bday
        christmas xmas
        """);

    /// <summary>The ground form, or the word itself.</summary>
    public static string GroundForm(string word) => Forms.GetValueOrDefault(word, word);

    private static FrozenDictionary<string, string> Read(string lines) =>
        Lines.Of(lines).SelectMany(words => words.Skip(1).Select(form => (form, words[0])))
            .ToFrozenDictionary(pair => pair.form, pair => pair.Item2, StringComparer.Ordinal);
}
