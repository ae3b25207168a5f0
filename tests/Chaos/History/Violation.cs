namespace ChatMemory.Chaos.History;

/// <summary>What must not be, and is.</summary>
internal enum Rule
{
    /// <summary>An acknowledged exchange or memory is not there, or not as it was given.</summary>
    NothingIsLost,

    /// <summary>An exchange, a memory or a lesson is there twice.</summary>
    NothingIsDoubled,

    /// <summary>A repeated request was answered with something else.</summary>
    KeysHold,

    /// <summary>What a follower saw is no prefix of the stored text, or came out of order.</summary>
    FollowersSawAPrefix,

    /// <summary>A follower was told of another end than the stored one.</summary>
    EndsAgree,

    /// <summary>A completed exchange does not have the text that the model gave.</summary>
    AnswersAreWhole,

    /// <summary>An exchange has not ended, or its extraction is not settled.</summary>
    EverythingSettles,

    /// <summary>An exchange that did not complete was learned from.</summary>
    OnlyCompletedTeach,

    /// <summary>A completed exchange was not learned from.</summary>
    CompletedTeach,

    /// <summary>What was acknowledged was not found right after.</summary>
    WritesAreSeen,

    /// <summary>A client waited in vain, or was told of an internal error.</summary>
    ClientsAreServed,

    /// <summary>An exchange was cut although nothing crashed.</summary>
    NothingIsCut,

    /// <summary>A node's log has a user's id or words.</summary>
    LogsNameNobody,
}

/// <summary>A rule that was broken, and where.</summary>
internal sealed record Violation(Rule Rule, string Where);
