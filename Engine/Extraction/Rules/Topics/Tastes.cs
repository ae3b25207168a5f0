using static ChatMemory.Memories.MemoryKind;

namespace ChatMemory.Extraction.Rules.Topics;

/// <summary>Likes, dislikes, favourites.</summary>
internal static class Tastes
{
    private const string End = "(, (the|this|that|it|its|what|such|so|they) .*|,? (because|since|so much|very much|a lot|more than anything|the most|by far|these days|at the moment|right now|lately|too|as well|when|but)( .*)?)?";

    public static readonly Rule[] Rules =
    [
        new("I (do not|no longer) (like|love|enjoy) {thing} any ?(more|longer)", Preference, "No longer likes {thing}.") { Corrects = "thing" },
        new("I no longer (like|love|enjoy) {thing}" + End, Preference, "No longer likes {thing}.") { Corrects = "thing" },
        new("I used to (like|love|enjoy) {thing}" + End, Preference, "Likes {thing}.") { Retracts = true },
        new("I (prefer {thing} (over|to|rather than|instead of)|(like|love) {thing} (more than|better than|rather than)) {more}", Preference, "Prefers {thing} over {more}."),
        new("I (prefer|would rather have) {thing}" + End, Preference, "Prefers {thing}."),
        new("I (love|adore|enjoy|like|am crazy about|am passionate about|am obsessed with|am into|am fond of|am big on|am a fan of|am a (big|huge|massive) fan of|am keen on|get excited about) {thing}" + End, Preference, "Likes {thing}."),
        new("I (fell in love with|have fallen in love with|have always (loved|liked|enjoyed)|always (loved|liked)|(do )?love) {thing}" + End, Preference, "Likes {thing}."),
        new("I (hate|dislike|despise|detest|loathe|can not stand|can not bear|do not like|do not enjoy|do not care for|do not love|am not a fan of|am not (a )?(big|huge) (fan of|on)|am not into|am not keen on|am not fond of|am afraid of|am scared of|am terrified of|have never liked|never liked) {thing}" + End, Preference, "Dislikes {thing}."),
        new("my (all[ -]time )?favou?rite {sort} (is|are|has to be|would be|must be|has always been) {thing}" + End, Preference, "Favourite {sort} is {thing}.", "favourite."),
        new("{thing} (is|are) my (all[ -]time |absolute )?favou?rite {sort}" + End, Preference, "Favourite {sort} is {thing}.", "favourite."),
        new("my (main )?(hobby|hobbies|passion|passions|interests|pastime) (is|are|include) {thing}", Preference, "Hobbies: {thing}."),
        new("{thing} (is|are) not my (thing|cup of tea)", Preference, "Dislikes {thing}."),
    ];
}
