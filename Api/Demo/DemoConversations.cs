namespace ChatMemory.Api.Demo;

/// <summary>A conversation that somebody had some days ago.</summary>
/// <param name="Session">Its id.</param>
/// <param name="DaysAgo">When.</param>
/// <param name="Turns">What was said and answered.</param>
internal sealed record DemoConversation(string Session, int DaysAgo, IReadOnlyList<(string Said, string Answered)> Turns);

/// <summary>What the user of the demonstration talked about, oldest first.</summary>
internal static class DemoConversations
{
    public const string User = "mira";

    /// <summary>Asked when the rest is learned, so that an answer with its memories is there too.</summary>
    public const string Question = "Which ice cream do I love, and where did I move?";

    public const string QuestionSession = "demo-question";

    public static IReadOnlyList<DemoConversation> All { get; } =
    [
        new("demo-introduction", 21,
        [
            ("Hi! My name is Mira and I live in Lisbon.", "Nice to meet you, Mira. How is Lisbon treating you?"),
            ("Very well. I work as an architect at Casa Verde.", "That sounds like a fine place to draw houses."),
            ("I love pistachio ice cream, by the way.", "Noted. There are worse habits."),
        ]),
        new("demo-kitchen", 12,
        [
            ("I am allergic to peanuts, please never suggest a recipe with them.", "Understood: no peanuts, ever."),
            ("I like spicy food. What could I cook tonight?", "How about a chickpea curry with lime and fresh coriander?"),
        ]),
        new("demo-apollo", 5,
        [
            ("I am working on the Apollo project, a library by the river.", "A library by the river: what does the site look like?"),
            ("I prefer short answers with numbers in them.", "Will do. First number: 1."),
        ]),
        new("demo-move", 2,
        [
            ("Big news: I moved to Porto last week.", "Congratulations! I will think of you in Porto from now on."),
            ("I have a dog now, his name is Argos.", "Argos is a loyal name for a dog."),
        ]),
    ];
}
