using System.Text.Json.Nodes;
using ChatMemory.Api.OpenAI.Responses;
using ChatMemory.Sessions;

namespace ChatMemory.Api.OpenAI.Realtime;

/// <summary>An item of the conversation as this connection knows it.</summary>
/// <param name="Id">How it is called here.</param>
/// <param name="Item">What it says.</param>
/// <param name="Stored">Where it is kept; null while no response was made from it.</param>
/// <param name="Status">Where it stands.</param>
internal sealed record RealtimeItem(string Id, ChatItem Item, ItemId? Stored, string Status = "completed")
{
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["id"] = Id, ["object"] = "realtime.item", ["status"] = Status };
        switch (Item)
        {
            case ChatItem.Message message:
                json["type"] = "message";
                json["role"] = message.Role == ChatRole.Developer ? "system" : message.Role.ToString().ToLowerInvariant();
                json["content"] = message.Text.Length == 0 ? [] : new JsonArray(Part(message));
                break;
            case ChatItem.ToolCall call:
                (json["type"], json["call_id"], json["name"], json["arguments"]) = ("function_call", call.CallId, call.Tool, call.Arguments);
                break;
            case ChatItem.ToolResult result:
                (json["type"], json["call_id"], json["output"]) = ("function_call_output", result.CallId, result.Output);
                break;
        }

        return json;
    }

    private static JsonObject Part(ChatItem.Message message) =>
        new() { ["type"] = message.Role == ChatRole.Assistant ? "output_text" : "input_text", ["text"] = message.Text };
}
