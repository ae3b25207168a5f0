namespace ChatMemory.Load.Users;

/// <summary>What people say: enough different words that recall and learning have work to do.</summary>
internal sealed class SmallTalk(Random random)
{
    private static readonly string[] Openings = ["Today I thought about", "Do you remember", "Please tell me more about", "My sister asked about", "I am planning", "Yesterday we saw", "What do you know about", "I would rather not talk about"];
    private static readonly string[] Adjectives = ["old", "small", "green", "expensive", "quiet", "famous", "broken", "northern", "wooden", "sweet", "crowded", "early"];
    private static readonly string[] Things = ["bicycle", "harbour", "garden", "library", "train", "kitchen", "mountain", "concert", "puppy", "painting", "bakery", "bridge", "lighthouse", "novel", "market", "orchard"];
    private static readonly string[] Places = ["Lisbon", "Oslo", "Kyoto", "Quito", "Leipzig", "Galway", "Tallinn", "Porto", "Bergen", "Ghent"];

    public string Next() =>
        $"{Of(Openings)} the {Of(Adjectives)} {Of(Things)} near the {Of(Things)} in {Of(Places)}, number {random.Next(1_000)}.";

    private string Of(string[] words) => words[random.Next(words.Length)];
}
