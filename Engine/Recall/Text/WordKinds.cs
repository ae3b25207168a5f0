namespace ChatMemory.Recall.Text;

/// <summary>
/// What English words for kinds of things comprise, so that "pet" finds "dog": the fields of everyday life that a learner's vocabulary covers, each with its
/// commonest members in alphabetical order.
/// </summary>
internal static class WordKinds
{
    public const string Table = """
        animal: ant bear bee bird butterfly camel cat chicken cow crocodile deer dog dolphin donkey duck eagle elephant fish fox frog giraffe goat goose horse insect kangaroo lion monkey mouse owl panda penguin pig rabbit rat shark sheep snake spider squirrel tiger turtle whale wolf zebra
        appliance: dishwasher freezer fridge heater microwave oven stove toaster vacuum washer
        art: ceramics draw drawing paint painting photography pottery sculpture sketch
        beauty: haircut makeup manicure perfume shampoo tattoo
        bird: chicken crow duck eagle goose owl parrot penguin pigeon robin seagull sparrow swan turkey
        body: ankle arm back brain chest ear elbow eye face finger foot hand head heart heel hip knee leg lung mouth neck nose rib shoulder skin stomach throat toe tooth wrist
        book: biography chapter comic fantasy fiction library memoir mystery novel poem
        building: apartment barn bridge castle church factory garage hospital hotel house library mosque museum office palace school skyscraper stadium temple theater tower university warehouse
        city: amsterdam athens atlanta austin bangkok barcelona beijing berlin boston brussels budapest cairo chicago copenhagen dallas delhi denver detroit dubai dublin edinburgh florence geneva hamburg helsinki houston istanbul jakarta johannesburg kyoto lagos lima lisbon london madrid melbourne miami milan montreal moscow mumbai munich nairobi naples oslo paris philadelphia phoenix prague rome santiago seattle seoul shanghai singapore stockholm sydney tokyo toronto vancouver venice vienna warsaw zurich
        clothes: boot coat dress glove hat hoodie jacket jeans pants scarf shirt shoe shorts skirt sneaker sock suit sweater tie uniform
        color: beige black blue brown gold gray green grey orange pink purple red silver turquoise violet white yellow
        container: bag bottle bowl box bucket cup glass jar mug plate suitcase
        cook: bake boil fry grill ingredient kitchen oven recipe roast stew
        country: america argentina australia austria belgium brazil britain canada chile china colombia croatia cuba denmark egypt england ethiopia finland france germany ghana greece hungary iceland india indonesia iran iraq ireland israel italy jamaica japan kenya korea malaysia mexico morocco nepal netherlands nigeria norway pakistan peru philippines poland portugal romania russia scotland spain sweden switzerland thailand turkey uk ukraine usa vietnam wales
        dessert: biscuit brownie cake candy cheesecake chocolate cookie cupcake custard doughnut jelly muffin pastry pie pudding sorbet tart
        device: camera computer console headphones laptop phone printer radio speaker tablet tv watch
        drink: beer cider cocktail cocoa coffee juice lemonade milk milkshake smoothie soda tea water whiskey wine
        emotion: afraid angry anxious ashamed bored calm disappointed embarrassed excited grateful guilty happy hopeful jealous joy lonely love nervous proud relieved sad scared surprised
        event: anniversary birthday ceremony concert conference exhibition fair festival funeral graduation meeting parade party race reunion show tournament wedding workshop
        family: aunt brother cousin daughter father grandfather grandmother husband mother nephew niece parent sister son uncle wife
        flower: daffodil daisy iris lavender lily orchid poppy rose sunflower tulip violet
        food: bacon bread burger butter cake cheese chicken chocolate cookie curry dessert dish egg fish fruit meal meat noodle pasta pie pizza rice salad sandwich sausage snack soup steak sushi taco vegetable
        fruit: apple apricot banana berry blueberry cherry coconut fig grape kiwi lemon lime mango melon orange peach pear pineapple plum raspberry strawberry watermelon
        furniture: armchair bed bench bookcase cabinet chair couch cupboard desk drawer lamp mattress shelf sofa stool table wardrobe
        game: backgammon bingo card checkers chess console crossword darts domino monopoly poker puzzle scrabble
        health: diet disease doctor exercise hospital illness injury medicine sick sleep surgery therapy weight
        hobby: bake camp collect cook craft dance draw fish garden hike knit paint photography play pottery puzzle read run sail sew sing swim travel write
        holiday: christmas diwali easter halloween hanukkah passover ramadan thanksgiving
        illness: allergy anxiety arthritis asthma cancer cold cough depression diabetes fever flu headache infection insomnia migraine pneumonia stroke ulcer virus
        injury: ankle break broke bruise burn crutch cut fracture knee sprain
        instrument: accordion banjo bass cello clarinet drum flute guitar harmonica harp horn keyboard oboe organ piano saxophone trombone trumpet tuba ukulele viola violin
        insect: ant bee beetle butterfly fly mosquito moth spider wasp
        jewelry: bracelet brooch earring necklace pendant ring
        job: accountant actor architect artist baker barber builder butcher carpenter cashier chef clerk coach consultant dentist designer developer doctor driver editor electrician engineer farmer firefighter gardener hairdresser journalist judge lawyer librarian manager mechanic musician nurse painter pharmacist photographer pilot plumber police programmer salesman scientist secretary soldier surgeon tailor teacher therapist translator veterinarian waiter writer
        language: arabic chinese dutch english french german greek hebrew hindi italian japanese korean polish portuguese russian spanish swedish turkish
        material: clay cotton glass gold iron leather metal paper plastic silk silver steel stone wood wool
        meal: breakfast brunch dinner lunch picnic supper
        meat: bacon beef chicken ham lamb pork sausage steak turkey
        money: bank budget debt dollar euro fund insurance invest loan mortgage pay pension pound rent salary savings tax
        movie: actor actress cinema comedy director documentary drama film horror scene thriller western
        music: album band blues choir classical concert country dance folk hiphop jazz melody opera orchestra pop rap rock sing singer song soul techno
        nature: beach desert field flower forest hill island lake mountain ocean river sea sunrise sunset tree valley waterfall
        pet: budgie bunny cat dog ferret fish gecko goldfish hamster horse kitten lizard parrot puppy rabbit snake tortoise turtle
        place: airport bar beach cafe castle city country farm forest hotel island lake library mall market mountain museum park pub restaurant river school shop stadium station studio theater town village zoo
        publication: article blog book magazine newsletter newspaper
        relationship: boyfriend dated divorced engaged girlfriend husband married partner single widow wife
        relative: aunt brother cousin daughter father grandfather grandmother husband mother nephew niece sister son uncle wife
        religion: bible buddhist catholic christian church faith god hindu islam jewish mosque muslim pray prayer protestant quran synagogue temple
        room: attic basement bathroom bedroom garage hall kitchen lounge office
        school: class classroom college course degree exam grade graduate homework kindergarten lesson semester student teacher university
        season: autumn spring summer winter
        shop: bakery bookstore boutique butcher market pharmacy supermarket
        social: blog discord facebook instagram linkedin reddit tiktok twitter whatsapp youtube
        sport: archery athletics badminton baseball basketball boxing climbing cricket cycling diving fencing football golf gymnastics handball hockey judo karate marathon rowing rugby running sailing skating skiing soccer squash surfing swimming taekwondo tennis triathlon volleyball weightlifting wrestling yoga
        state: alabama alaska arizona arkansas california carolina colorado connecticut dakota delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia washington wisconsin wyoming
        subject: algebra art biology chemistry economics engineering geography history law literature mathematics medicine music philosophy physics politics psychology science sociology
        tool: axe drill hammer knife ladder needle saw scissors screwdriver shovel spade wrench
        toy: ball doll kite lego puzzle robot teddy train
        tree: birch cedar elm maple oak olive palm pine willow
        vegetable: bean broccoli cabbage carrot cauliflower celery corn cucumber eggplant garlic leek lettuce mushroom onion pea pepper potato pumpkin radish spinach tomato
        vehicle: bicycle boat bus car ferry helicopter lorry motorcycle plane scooter ship taxi tractor train tram truck van
        water: bay canal lake ocean pond pool river sea stream waterfall
        weather: cloud cold fog hail heat hot hurricane ice lightning rain snow storm sun thunder wind
        """;
}
