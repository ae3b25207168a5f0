using System.Collections.Frozen;

namespace ChatMemory.Extraction;

/// <summary>
/// The questions to which only one answer holds at a time, as <see cref="Memories.Memory.Slot"/> names them. What can have
/// several answers at once (likes, allergies, relatives, plans, habits, possessions) has no slot.
/// </summary>
public static class Slots
{
    /// <summary>What the user is called: <c>Name is Priya.</c></summary>
    public const string Name = "name";

    /// <summary>How the user wants to be addressed: <c>Wants to be called Max.</c></summary>
    public const string AddressAs = "name.address_as";

    /// <summary>The user's pronouns: <c>Pronouns are they/them.</c></summary>
    public const string Pronouns = "pronouns";

    /// <summary>When the user was born, day or year: <c>Birthday is 3 May.</c></summary>
    public const string Birthday = "birthday";

    /// <summary>How old the user is: <c>Is 27 years old.</c></summary>
    public const string Age = "age";

    /// <summary>Where the user lives: <c>Lives in Lisbon.</c></summary>
    public const string HomePlace = "home.place";

    /// <summary>Where the user comes from: <c>Is from Chennai.</c></summary>
    public const string OriginPlace = "origin.place";

    /// <summary>What the user does for a living: <c>Works as a nurse.</c></summary>
    public const string WorkRole = "work.role";

    /// <summary>For whom the user works: <c>Works at Siemens.</c></summary>
    public const string WorkEmployer = "work.employer";

    /// <summary>What the user studies: <c>Studies architecture.</c></summary>
    public const string StudySubject = "study.subject";

    /// <summary>Where the user studies: <c>Studies at TU Delft.</c></summary>
    public const string StudySchool = "study.school";

    /// <summary>The kind of diet that the user keeps: <c>Is vegetarian.</c></summary>
    public const string Diet = "diet";

    /// <summary>Whether and how the user is bound: <c>Is married.</c></summary>
    public const string Relationship = "relationship";

    /// <summary>The language the user wants answers in: <c>Wants answers in Spanish.</c></summary>
    public const string AnswerLanguage = "answer.language";

    /// <summary>The length or form the user wants answers in: <c>Wants short answers.</c></summary>
    public const string AnswerLength = "answer.length";

    /// <summary>The units the user reckons in: <c>Prefers metric units.</c></summary>
    public const string Units = "answer.units";

    private const string FavouritePrefix = "favourite.";
    private const int LongestFavourite = 40;

    private static readonly FrozenSet<string> Known = new[]
    {
        Name, AddressAs, Pronouns, Birthday, Age, HomePlace, OriginPlace, WorkRole, WorkEmployer, StudySubject, StudySchool, Diet,
        Relationship, AnswerLanguage, AnswerLength, Units,
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>All slots with a fixed name, in alphabetical order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Known.Order(StringComparer.Ordinal)];

    /// <summary>The slot of what the user likes best of a sort: <c>favourite.band</c>.</summary>
    public static string Favourite(string sort)
    {
        ArgumentNullException.ThrowIfNull(sort);
        return FavouritePrefix + Pieces.Clip(sort.Trim().ToLowerInvariant().Replace(' ', '_'), LongestFavourite);
    }

    /// <summary>Whether a name is one of these.</summary>
    public static bool IsKnown(string slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        return Known.Contains(slot)
            || (slot.StartsWith(FavouritePrefix, StringComparison.Ordinal) && slot.Length > FavouritePrefix.Length && slot == Favourite(slot[FavouritePrefix.Length..]));
    }
}
