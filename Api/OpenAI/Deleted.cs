namespace ChatMemory.Api.OpenAI;

/// <summary>What a deletion is answered with.</summary>
internal static class Deleted
{
    public static IResult Answer(string id, string what) => Json.Answer(json =>
    {
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        json.WriteString("object"u8, what);
        json.WriteBoolean("deleted"u8, true);
        json.WriteEndObject();
    });
}
