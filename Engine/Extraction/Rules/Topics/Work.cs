using static ChatMemory.Memories.MemoryKind;

namespace ChatMemory.Extraction.Rules.Topics;

/// <summary>Work and studies.</summary>
internal static class Work
{
    private const string Professions =
        "(nurse|doctor|physician|surgeon|teacher|professor|lecturer|engineer|developer|programmer|designer|architect|lawyer|attorney|accountant|consultant|manager|analyst|scientist|researcher|chemist|biologist|physicist|mathematician|journalist|writer|author|editor|translator|interpreter|photographer|artist|painter|musician|singer|actor|actress|dancer|chef|cook|baker|barista|waiter|waitress|bartender|electrician|plumber|carpenter|mechanic|welder|driver|pilot|steward|stewardess|farmer|gardener|fisherman|firefighter|policeman|policewoman|officer|soldier|paramedic|pharmacist|dentist|vet|veterinarian|therapist|psychologist|psychiatrist|physiotherapist|midwife|librarian|student|intern|trainee|apprentice|freelancer|founder|entrepreneur|owner|director|ceo|cto|cfo|technician|administrator|admin|secretary|assistant|receptionist|salesman|saleswoman|salesperson|cashier|marketer|recruiter|banker|trader|economist|historian|archaeologist|geologist|astronomer|coach|trainer|tutor|nanny|caregiver|carer|cleaner|hairdresser|barber|tailor|jeweller|mailman|postman|courier|judge|priest|pastor|monk|nun|diplomat|politician|planner|surveyor|optician|radiologist|anesthesiologist|cardiologist|sysadmin|tester|streamer|youtuber|blogger|illustrator|animator|producer|composer|dj|homemaker|housewife|retiree|pensioner|worker|operator|specialist|coordinator|supervisor|executive|advisor|adviser|agent|broker|inspector|instructor|counsel+or|butcher|florist|beekeeper|blacksmith|locksmith|roofer|bricklayer|builder|contractor|machinist|sailor|captain|conductor)";

    private const string Role = "(?<role>([\\p{L}\\p{N}/+#-]+ ){0,4}?" + Professions + ")";

    public static readonly Rule[] Rules =
    [
        new("I (no longer work|do not work) (at|for|with) {company}( any ?(more|longer))", Profile, "Works at {company}.", Slots.WorkEmployer) { Retracts = true },
        new("I no longer work (at|for|with) {company}{tail}", Profile, "Works at {company}.", Slots.WorkEmployer) { Retracts = true },
        new("I am no longer (at|with|working at|working for) {company}{tail}", Profile, "Works at {company}.", Slots.WorkEmployer) { Retracts = true },
        new("I used to work (at|for) {company}{tail}", Profile, "Works at {company}.", Slots.WorkEmployer) { Retracts = true },
        new("I (have )?(quit|left|resigned from|lost|got fired from|got laid off from)( my)? (job|position) (at|with) {company}{tail}", Profile, "Works at {company}.", Slots.WorkEmployer) { Retracts = true },
        new("I (have )?(quit|left|lost|resigned from) my job{tail}( (yesterday|today))?", Profile, "Quit their job.", Slots.WorkEmployer),
        new("I (have )?(switched|moved|changed)( jobs)?( over)? from {old} to {company}{tail}", Profile, "Works at {company}.", Slots.WorkEmployer) { Corrects = "old", After = Slots.WorkEmployer },
        new("I (have )?(switched|moved|changed)( jobs)?( over)? to {company}{tail}", Profile, "Works at {company}.", Slots.WorkEmployer) { After = Slots.WorkEmployer },
        new("I (am|work)( now)? (at|with|for) {company}( now)?{tail}", Profile, "Works at {company}.", Slots.WorkEmployer) { After = Slots.WorkEmployer },
        new("I (work|am working|have been working|started working|have worked) as (a |an |the )?{role} (at|for|with) (the )?{company}{tail}", Profile, "Works as a {role}.", Slots.WorkRole) { AlsoSlot = Slots.WorkEmployer, Also = "Works at {company}." },
        new("I (work|am working|have been working|started working|have worked|volunteer) as (a |an |the )?{role}{tail}", Profile, "Works as a {role}.", Slots.WorkRole),
        new("I (work|am working|am employed|have been working|started working|intern|am interning) (at|for) {company} as (a |an |the )?{role}{tail}", Profile, "Works as a {role}.", Slots.WorkRole) { AlsoSlot = Slots.WorkEmployer, Also = "Works at {company}." },
        new("I (work|am working|am employed|have been working|started working|started|intern|am interning) (at|for) {company}{tail}", Profile, "Works at {company}.", Slots.WorkEmployer),
        new("I (got|started|have got|took|landed|accepted|have)( a| my)( new)? (job|position|role|internship)( as (a |an )?{role})? (at|with) {company}{tail}", Profile, "Works at {company}.", Slots.WorkEmployer),
        new("I (work|am working) (?<how>remotely|from home|part[ -]time|full[ -]time|night shifts|shifts)", Profile, "Works {how}."),
        new("I (work|am working|have been working) in (?<field>[\\p{L}& -]{2,40}?){tail}", Profile, "Works in {field}.", Slots.WorkRole),
        new($"I am (a|an|the|working as a|working as an) {Role} (at|for|with) (the )?{{company}}{{tail}}", Profile, "Works as a {role} at {company}.", Slots.WorkRole),
        new($"I am (a|an|the) {Role}( by (trade|profession|training))?{{tail}}", Profile, "Works as a {role}.", Slots.WorkRole),
        new($"I am (a|an|the) (?<role>([\\p{{L}}-]+ ){{0,3}}?{Professions} (in|of) [\\p{{L}} -]{{2,40}}?){{tail}}", Profile, "Works as a {role}.", Slots.WorkRole),
        new("my (job|profession|occupation|day job) is {role}", Profile, "Works as {role}.", Slots.WorkRole),
        new("my (employer|company|workplace) is {company}", Profile, "Works at {company}.", Slots.WorkEmployer),
        new("I (teach|coach) (?<subject>[\\p{L} ,&-]{2,40}?)( (at|in|to|for) .{2,60})?", Profile, "Teaches {subject}.", Slots.WorkRole),
        new("I (own|run|manage|founded|started|co-founded) (?<firm>(a|an|my own|the) ([\\p{L}-]+ ){0,3}?(bakery|shop|store|restaurant|cafe|café|bar|company|business|startup|start-up|studio|farm|agency|salon|gym|hotel|school|podcast|blog|channel|clinic|practice|bookshop|team|consultancy|brewery|workshop|charity)){tail}", Profile, "Runs {firm}."),
        new("I am (?<state>retired|unemployed|self[ -]employed|between jobs|on parental leave|on maternity leave|a stay[ -]at[ -]home (mom|mum|dad|parent)|freelancing){tail}", Profile, "Is {state}.", Slots.WorkRole),
        new("I (study|am studying|major in|am majoring in|studied) {thing} (at|in) {company}{tail}", Profile, "Studies {thing}.", Slots.StudySubject) { AlsoSlot = Slots.StudySchool, Also = "Studies at {company}." },
        new("I (study|am studying|go to school|go to college|am a student) at {company}{tail}", Profile, "Studies at {company}.", Slots.StudySchool),
        new("I (study|am studying|major in|am majoring in) {thing}{tail}", Profile, "Studies {thing}.", Slots.StudySubject),
        new("I am (doing|pursuing|getting) (a |an |my )(?<degree>phd|master's?|masters|bachelor's?|bachelors|mba|doctorate|degree)( degree)? in {thing}{tail}", Profile, "Studies {thing} ({degree}).", Slots.StudySubject),
        new("I (have )?(graduated|got my degree) (from|in|at) {thing}{tail}", Profile, "Graduated from {thing}."),
    ];
}
