using System.Net;
using System.Text.Json;
using ChatMemory.Api.Support;

namespace ChatMemory.Api.OpenAI.Responses;

/// <summary>Responses in the words of the tests.</summary>
internal static class Responding
{
    public static Task<JsonElement> RespondAsync(this HttpClient http, object body) => http.PostAsync("/v1/responses", body).JsonAsync();

    public static Task<EventReader> StreamAsync(this HttpClient http, object body) => http.PostAsync("/v1/responses", body).EventsAsync();

    public static Task<JsonElement> ResponseAsync(this HttpClient http, string id, HttpStatusCode expected = HttpStatusCode.OK) =>
        http.GetJsonAsync($"/v1/responses/{id}", expected);

    public static Task<EventReader> FollowAsync(this HttpClient http, string id, long? startingAfter = null) =>
        http.SendAsync(HttpMethod.Get, $"/v1/responses/{id}?stream=true{(startingAfter is null ? "" : $"&starting_after={startingAfter}")}").EventsAsync();

    public static string Id(this JsonElement of) => of.GetProperty("id").GetString()!;

    public static string Status(this JsonElement of) => of.GetProperty("status").GetString()!;

    /// <summary>What a response says.</summary>
    public static string Text(this JsonElement response) => string.Concat(response.GetProperty("output").EnumerateArray().Select(Said));

    /// <summary>What an item says.</summary>
    public static string Said(this JsonElement item) => item.GetProperty("type").GetString() switch
    {
        "message" => string.Concat(item.GetProperty("content").EnumerateArray().Select(part => part.GetProperty("text").GetString())),
        "function_call" => $"{item.GetProperty("name").GetString()}({item.GetProperty("arguments").GetString()})",
        _ => item.GetProperty("output").GetString()!,
    };

    public static string[] Items(this JsonElement list) => [.. list.GetProperty("data").EnumerateArray().Select(Said)];

    public static long Number(this SeenEvent item) => item.Data.GetProperty("sequence_number").GetInt64();

    public static JsonElement Response(this SeenEvent item) => item.Data.GetProperty("response");
}
