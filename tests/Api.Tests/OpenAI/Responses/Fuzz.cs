using System.Text.Json.Nodes;

namespace ChatMemory.Api.OpenAI.Responses;

/// <summary>Makes bodies that are nearly requests.</summary>
internal static class Fuzz
{
    private const string Whole = """
        {"model":"m","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"hi"},{"type":"input_image","image_url":"https://example.org/a.png"}]},
        {"type":"function_call","call_id":"c","name":"f","arguments":"{}"},{"type":"function_call_output","call_id":"c","output":"o"}],
        "items":[{"role":"user","content":"x"}],"instructions":"i","metadata":{"a":"b"},"tools":[{"type":"function","name":"f","parameters":{"type":"object"}}],
        "tool_choice":{"type":"function","name":"f"},"text":{"format":{"type":"json_schema","name":"n","schema":{}}},"reasoning":{"effort":"low"},
        "stream":false,"store":true,"background":false,"max_output_tokens":9,"temperature":1,"user":"fuzz","conversation":null,"previous_response_id":null}
        """;

    private static readonly string[] Strange =
    [
        "null", "true", "7", "-1", "1e99", "\"\"", "\"x\"", "[]", "{}", "[null]", "[[]]", "{\"type\":7}", "{\"id\":\"x\"}", "\"\\ud800\"", "\"\\u0000\"", "\"resp_\"", "\"conv_1\"", "..", "",
    ];

    public static string Body(Random random)
    {
        var body = JsonNode.Parse(Whole)!;
        var text = "";
        for (var changes = random.Next(1, 4); changes > 0; changes--)
            text = Change(body, random);
        // Sometimes it is no JSON at all.
        return random.Next(8) == 0 ? text[..random.Next(text.Length)] : text;
    }

    private static string Change(JsonNode body, Random random)
    {
        var places = new List<JsonNode>();
        Gather(body, places);
        var place = places[random.Next(places.Count)];
        const string Mark = "\"here goes something strange\"";
        if (place.Parent is JsonObject parent && random.Next(3) == 0)
        {
            parent.Remove(place.GetPropertyName());
            return body.ToJsonString();
        }

        if (place.Parent is null)
            return Strange[random.Next(Strange.Length)];
        place.ReplaceWith(JsonValue.Create(Mark.Trim('"')));
        return body.ToJsonString().Replace(Mark, Strange[random.Next(Strange.Length)], StringComparison.Ordinal);
    }

    private static void Gather(JsonNode node, List<JsonNode> places)
    {
        places.Add(node);
        IEnumerable<JsonNode?> children = node switch
        {
            JsonObject of => of.Select(property => property.Value),
            JsonArray of => of,
            _ => [],
        };
        foreach (var child in children)
        {
            if (child is not null)
                Gather(child, places);
        }
    }
}
