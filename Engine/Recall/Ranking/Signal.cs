namespace ChatMemory.Recall.Ranking;

/// <summary>What speaks for a memory, or against it. Each is about 0 to 1.</summary>
internal enum Signal
{
    /// <summary>BM25 of its words, relative to the best memory's.</summary>
    Words,

    /// <summary>The share of the question's words that it has, by weight.</summary>
    Coverage,

    /// <summary>BM25 of the turn before it where that asks something: this one may be the answer.</summary>
    Answers,

    /// <summary>The share of the question's words that it and the three turns on each side have.</summary>
    NearCoverage,

    /// <summary>The same with six turns on each side.</summary>
    WideCoverage,

    /// <summary>The share of the question's words that it has, where said by whom the question names: what others say must match better.</summary>
    NamedCoverage,

    /// <summary>Said by whom the question names, after a turn that asks something.</summary>
    NamedAnswers,

    /// <summary>It opens its session: news is told first.</summary>
    Opens,

    /// <summary>BM25 by classes of words.</summary>
    Classes,

    /// <summary>Cosine of the vectors.</summary>
    Meaning,

    /// <summary>Better cosine of the turns next to it.</summary>
    ContextMeaning,

    /// <summary>Said by whom the question names.</summary>
    SaidByNamed,

    /// <summary>It asks, so it tells little.</summary>
    Asks,

    /// <summary>How long it is: a long one tells more.</summary>
    Length,

    /// <summary>Said at the time that the question names.</summary>
    SaidThen,

    /// <summary>Speaks of the time that the question names.</summary>
    AboutThen,

    /// <summary>Speaks of a time, where the question asks when.</summary>
    TellsWhen,

    /// <summary>Has a number, where the question asks how many.</summary>
    TellsNumber,

    /// <summary>Has a name, where the question asks who, where or which.</summary>
    TellsName,

    /// <summary>Gives a reason, where the question asks why.</summary>
    TellsWhy,

    /// <summary>It stands for itself, so nothing around it can speak for it.</summary>
    Stands,

    /// <summary>How new it is.</summary>
    Recent,

    /// <summary>The user asked to keep it in front.</summary>
    Pinned,
}
