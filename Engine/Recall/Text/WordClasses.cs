using System.Collections.Frozen;

namespace ChatMemory.Recall.Text;

/// <summary>
/// General English knowledge of which words stand for each other and which name kinds of things, so that "pet" finds "dog". Kept to everyday vocabulary.
/// </summary>
internal static class WordClasses
{
    private const string Same = """
        buy purchase acquire
        job work career profession occupation employment employ
        like love enjoy adore fond
        hate dislike loathe despise
        happy glad joyful cheerful delighted pleased joy happiness
        sad unhappy down depressed heartbroken sorrow sadness grief
        scared afraid fear frightened terrified fearful
        angry mad furious annoyed upset
        nervous anxious worried anxiety stress stressed stressful
        excited thrilled stoked pumped eager excitement
        proud pride
        tired exhausted fatigue drained
        begin start launch found commence open
        end finish complete conclude
        stop quit cease
        help assist aid support
        make create craft build construct
        get receive obtain
        give donate donation
        gift present
        big large huge enormous
        small little tiny
        old elderly aged ancient
        new recent
        fast quick rapid
        beautiful pretty gorgeous lovely stunning
        child son daughter baby toddler
        spouse husband wife partner
        parent mother father
        sibling brother sister
        friend buddy pal mate
        boss manager supervisor
        colleague coworker
        boyfriend girlfriend partner date dating relationship
        marry wedding married marriage engaged
        divorce separate separated breakup
        single unmarried
        pregnant expecting
        die death died pass
        born birth birthday
        home house residence place apartment
        move relocate
        live reside stay
        hometown origin homeland
        country nation homeland
        city town
        trip travel vacation holiday journey tour getaway
        visit see go
        car vehicle automobile
        movie film cinema
        book novel read
        song music tune
        paint painting art artwork
        draw sketch drawing
        photo photography camera
        dance dancing dancer
        sing singer singing
        play game
        instrument guitar piano violin
        tv show series
        sport athletics
        exercise workout gym fitness train
        run jog running marathon race
        walk hike stroll hiking
        cook bake cooking baking recipe
        eat food meal dish cuisine
        dinner lunch breakfast supper meal
        dessert sweet cake
        drink beverage
        restaurant diner cafe
        school education study
        university college degree campus
        class course lesson workshop
        teacher instructor professor
        student pupil learner
        learn study
        teach instruct mentor coach
        money cash fund finance financial
        cost price expense
        rich wealthy
        poor broke
        sick ill illness disease unwell
        hurt injury injured wound injure
        doctor physician
        medicine medication drug
        therapy counseling therapist counselor
        hospital clinic
        allergy allergic
        health wellbeing wellness
        diet nutrition
        religion faith church spiritual god
        volunteer charity community nonprofit
        award prize trophy medal
        win victory champion championship
        contest competition tournament
        lose loss
        goal aim objective ambition aspiration dream
        plan intend
        decide choose pick select
        idea thought
        problem issue trouble difficulty challenge obstacle
        fix repair mend
        hobby interest pastime leisure
        party celebration celebrate
        concert gig show performance festival
        meeting conference convention
        group club team
        company business firm startup shop store
        sell vendor
        client customer
        advice suggestion tip recommend recommendation suggest
        opinion view
        tell mention say share
        ask request
        talk chat discuss conversation speak
        call phone
        write author writer writing
        letter note
        poem poetry poet
        story tale
        script screenplay
        blog post
        publish release
        inspire motivate inspiration motivation encourage
        symbol symbolize represent meaning signify
        remind memory remember reminder
        forget forgotten
        feel feeling emotion
        calm relax peaceful relaxing soothe destress unwind
        fun enjoyable entertaining
        difficult hard tough
        easy simple
        important significant vital
        favorite best prefer preferred
        often regularly frequently usually
        nature outdoors outdoor wilderness
        forest wood
        sea ocean
        beach shore coast
        mountain hill peak
        garden gardening plant flower
        rain storm weather
        winter snow
        summer sun
        clothes clothing outfit
        shoe sneaker boot
        jewelry necklace ring bracelet
        furniture couch table chair
        computer laptop pc
        internet online web
        video youtube clip
        software app program code
        accident crash
        fire flame
        police cop
        army military soldier veteran
        war battle
        law legal lawyer
        politics political election policy campaign
        right rights equality
        family relative
        neighbor neighborhood
        adopt adoption
        rescue shelter
        identity gender
        age old year
        name call
        similar common alike
        different differ
        area field subject
        kind type sort
        improve better boost
        grow growth
        own have possess
        hope wish want
        try attempt
        meet encounter
        join enroll register sign
        leave depart
        arrive come
        return back
        watch see
        hear listen
        collect collection
        invite invitation
        attend visit
        organize host arrange
        raise fundraiser fundraising
        perform performance stage
        practice train training
        project work
        skill talent ability
        success achievement accomplish accomplishment achieve
        fail failure setback
        change transform transformation
        nickname name
        spiritual meditation yoga mindfulness
        """;

    private const string Kinds = """
        pet: dog cat puppy kitten turtle tortoise hamster parrot rabbit bunny goldfish fish lizard snake gecko ferret pup doggo kitty horse
        animal: dog cat bird fish horse cow pig sheep goat lion tiger bear wolf fox deer elephant monkey rabbit snake turtle whale dolphin owl eagle duck chicken butterfly bee insect puppy kitten
        instrument: guitar piano violin drum flute clarinet saxophone trumpet cello ukulele keyboard harp harmonica bass banjo trombone
        sport: football soccer basketball baseball tennis golf hockey swimming volleyball cricket rugby surfing skiing snowboarding boxing karate cycling climbing skating gymnastics wrestling badminton running yoga marathon taekwondo judo kickboxing fencing
        exercise: gym run swim yoga jog bike hike climb lift weights pilates cardio walk
        martial: karate judo taekwondo kickboxing boxing kungfu aikido jujitsu
        art: paint painting draw sculpture pottery sketch photography ceramics mural canvas portrait watercolor drawing craft
        hobby: paint read hike garden cook bake knit photography dance write game chess draw fishing camping pottery swim run sing craft guitar collect
        activity: hike swim paint camp dance bowl picnic museum pottery yoga surf ski read game beach fishing explore bike
        music: song band concert album guitar piano sing singer jazz rock pop rap classical melody lyric playlist
        food: pizza pasta bread cheese rice soup salad burger chicken fish beef pork steak egg fruit vegetable cake cookie chocolate sushi taco noodle sandwich curry pie dessert snack meal dish recipe
        dessert: cake cookie pie icecream chocolate brownie cupcake pudding tart pastry candy sorbet muffin cheesecake frosting
        fruit: apple banana orange grape berry strawberry blueberry mango peach pear cherry lemon pineapple melon raspberry coconut
        vegetable: carrot potato tomato onion pepper broccoli spinach cabbage lettuce bean pea garlic
        drink: coffee tea beer wine water juice soda milk smoothie cocktail
        color: red blue green yellow black white purple orange pink brown gray grey gold silver
        clothes: shirt dress jacket coat hat shoe sock skirt jeans pants scarf glove sweater hoodie boot
        vehicle: car truck van bus motorcycle bicycle train plane boat ship prius
        relative: mother father brother sister son daughter aunt uncle cousin grandmother grandfather niece nephew wife husband
        family: mother father brother sister son daughter aunt uncle cousin grandmother grandfather wife husband parent kid
        job: teacher doctor nurse lawyer engineer chef waiter artist writer actor banker accountant manager designer developer programmer scientist counselor therapist barista mechanic intern salesman
        subject: math science history biology chemistry physics psychology art economics literature philosophy politics education engineering counseling
        country: america usa canada mexico brazil england britain uk france germany spain italy portugal ireland scotland sweden norway denmark finland russia china japan korea india thailand vietnam australia egypt kenya greece turkey poland switzerland austria netherlands belgium argentina peru chile indonesia philippines
        city: london paris rome berlin madrid barcelona tokyo york boston chicago seattle angeles francisco toronto sydney dubai amsterdam vienna prague dublin edinburgh lisbon istanbul mumbai beijing shanghai singapore miami denver portland vancouver
        place: city country beach mountain park lake museum town forest island river trail cafe restaurant studio canyon
        state: california texas florida oregon washington nevada ohio michigan georgia virginia colorado arizona illinois massachusetts minnesota wisconsin carolina hawaii alaska indiana connecticut
        nature: tree forest mountain lake river beach ocean waterfall sunset sunrise flower hike trail camping park garden
        water: lake river ocean sea beach pool waterfall
        weather: rain snow storm sun cloud wind fog hot cold
        flower: rose tulip sunflower lily daisy orchid dahlia violet lavender
        illness: flu cold cancer diabetes asthma fever infection migraine arthritis depression anxiety allergy gastritis virus
        body: head arm leg foot hand knee ankle back shoulder heart stomach eye ear neck hip wrist
        health: doctor hospital injury illness diet exercise therapy medicine weight sick asthma surgery
        injury: ankle knee sprain break broke fracture hurt crutch cast
        emotion: happy sad angry scared proud nervous excited grateful thankful lonely jealous calm surprised hopeful relieved blessed joy love
        book: novel fiction fantasy mystery biography poem author series chapter library
        movie: film comedy drama thriller horror romcom documentary actor director scene cinema trilogy
        game: chess monopoly poker videogame console nintendo playstation xbox strategy tournament puzzle
        event: party wedding concert festival conference parade race fundraiser birthday graduation ceremony workshop show meetup fair gala tournament
        holiday: christmas thanksgiving halloween easter hanukkah
        school: teacher student class exam homework grade college university degree graduate course campus
        device: phone computer laptop tablet camera watch tv console
        furniture: chair table sofa couch bed desk shelf lamp bookcase
        money: dollar salary loan debt budget savings invest bank donate fund pay afford rent
        religion: church god pray prayer bible faith mosque temple buddhist christian muslim jewish
        lgbtq: transgender gay lesbian pride queer bisexual trans
        award: trophy medal prize certificate win champion
        relationship: boyfriend girlfriend husband wife single date married divorced partner engaged
        volunteer: shelter charity homeless foodbank donate community fundraiser
        outdoor: hike camp fish climb picnic trail tent kayak mountain
        tool: hammer saw drill screwdriver wrench
        cook: bake recipe grill roast kitchen oven ingredient
        toy: doll lego puzzle teddy
        material: wood metal clay glass paper cotton leather
        jewelry: necklace ring bracelet earring pendant
        social: instagram facebook twitter tiktok youtube blog
        """;

    private static readonly FrozenDictionary<string, string[]> Classes = Read();
    private static readonly FrozenSet<string> Heads =
        Lines.Of(Kinds).Select(line => Key(TextAnalyzer.TermOf(line[0].TrimEnd(':')), line[0])).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The classes of a term; each is a key that no word is.</summary>
    public static string[] Of(string term) => Classes.GetValueOrDefault(term, []);

    /// <summary>Whether a term is the name of a class rather than a member.</summary>
    public static bool Names(string term, string key) => Heads.Contains(Key(term, key));

    private static string Key(string term, string key) => term + "|" + key;

    private static FrozenDictionary<string, string[]> Read()
    {
        var classes = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var (line, words) in Lines.Of(Same).Index())
            Add($"={line}", words);
        foreach (var words in Lines.Of(Kinds))
            Add(words[0], words);
        return classes.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal);

        void Add(string key, string[] words)
        {
            foreach (var word in words)
            {
                var term = TextAnalyzer.TermOf(word.TrimEnd(':'));
                if (!classes.TryGetValue(term, out var keys))
                    classes[term] = keys = new(StringComparer.Ordinal);
                keys.Add(key);
            }
        }
    }
}
