using System.Net.Http.Headers;
using ChatMemory.Api.Credentials;

namespace ChatMemory.Api.TerminalChat;

/// <summary>The command line's <c>chat</c>: a conversation in the terminal with a server that runs.</summary>
internal static class TerminalChatCommand
{
    private const string Usage = "Usage: chat [--url URL] [--user USER] [--session SESSION] [--key KEY]";

    /// <summary>Talks until the input ends or says so.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments, TextReader input, TextWriter output, TextWriter errors, Interrupt interrupt)
    {
        if (Parse(arguments) is not { } wanted)
        {
            await errors.WriteLineAsync(Usage);
            return 1;
        }

        using var http = new HttpClient { BaseAddress = wanted.Url, Timeout = Timeout.InfiniteTimeSpan };
        if (wanted.Key is { } key)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        try
        {
            await new Conversation(new(http, wanted.User), input, output, interrupt).RunAsync(wanted.Session);
            return 0;
        }
        catch (HttpRequestException failure)
        {
            await errors.WriteLineAsync(failure.StatusCode is null
                ? $"No server answers at {wanted.Url}. Start one with ./run, or name another with --url."
                : failure.Message);
            return 1;
        }
    }

    private static Wanted? Parse(string[] arguments)
    {
        if (arguments.Length % 2 != 0)
            return null;
        var wanted = new Wanted(new(ListenAddresses.Default), Environment.UserName, Session: null, Environment.GetEnvironmentVariable("CHAT_MEMORY_KEY"));
        foreach (var pair in arguments.Chunk(2))
        {
            var next = pair switch
            {
                ["--url", var text] when Uri.TryCreate(text, UriKind.Absolute, out var url) => wanted with { Url = url },
                ["--user", { Length: > 0 } user] => wanted with { User = user },
                ["--session", { Length: > 0 } session] => wanted with { Session = session },
                ["--key", { Length: > 0 } key] => wanted with { Key = key },
                _ => null,
            };
            if (next is null)
                return null;
            wanted = next;
        }

        return wanted;
    }

    private sealed record Wanted(Uri Url, string User, string? Session, string? Key);
}
