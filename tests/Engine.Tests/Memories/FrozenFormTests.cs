using System.Text;
using ChatMemory.Keys;
using ChatMemory.Sessions;

namespace ChatMemory.Memories;

/// <summary>The bytes that earlier versions wrote. A line is never changed; a new form is a new line.</summary>
public sealed class FrozenFormTests
{
    private static readonly MemoryId Id = MemoryId.Parse("019b8d3c-0000-7000-8000-000000000001");
    private static readonly MemoryId Other = MemoryId.Parse("019b8d3c-0000-7000-8000-000000000002");
    private static readonly ExchangeId Exchange = ExchangeId.Parse("019b8d3c-0000-7000-8000-000000000003");
    private static readonly DateTimeOffset Said = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private static readonly Memory Home = new()
    {
        Id = Id,
        Text = "lebt in Köln",
        Kind = MemoryKind.Profile,
        Scope = new("coach"),
        Provenance = new("rules", ChatRole.User, SessionId.Parse("s"), Exchange, 0, new(3, 12)),
        Slot = "home.place",
        Categories = ["home"],
        SaidAt = Said,
        CreatedAt = Said,
        UpdatedAt = Said,
    };

    public static TheoryData<string> Records() =>
    [
        """{"type":"memory_added","memory":{"id":"019b8d3c-0000-7000-8000-000000000001","version":1,"text":"lebt in Köln","kind":"profile","scope":{"agent":"coach"},"provenance":{"source":"rules","role":"user","session":"s","exchange":"019b8d3c-0000-7000-8000-000000000003","item":0,"span":{"start":3,"length":12}},"authority":"stated","slot":"home.place","categories":["home"],"said_at":"2026-01-05T09:00:00+00:00","created_at":"2026-01-05T09:00:00+00:00","updated_at":"2026-01-05T09:00:00+00:00","immutable":false,"pinned":false}}""",
        """{"type":"memory_updated","memory":{"id":"019b8d3c-0000-7000-8000-000000000001","version":2,"text":"lebt in Bonn","kind":"profile","scope":{},"provenance":{"source":"api","role":"user"},"authority":"confirmed","metadata":{"a":1},"categories":[],"said_at":"2026-01-05T09:00:00+00:00","created_at":"2026-01-05T09:00:00+00:00","updated_at":"2026-01-05T09:00:00+00:00","immutable":false,"pinned":true},"old_text":"lebt in Köln","cause":{"source":"api","role":"user"}}""",
        """{"type":"memory_superseded","memory":"019b8d3c-0000-7000-8000-000000000001","old_text":"lebt in Köln","valid_until":"2026-01-05T09:00:00+00:00","at":"2026-01-05T09:00:00+00:00","cause":{"source":"api","role":"user"},"by":"019b8d3c-0000-7000-8000-000000000002"}""",
        """{"type":"memory_deleted","memory":"019b8d3c-0000-7000-8000-000000000001","at":"2026-01-05T09:00:00+00:00","cause":{"source":"api","role":"user"}}""",
        """{"type":"redacted"}""",
        """{"type":"exchange_learned","exchange":"019b8d3c-0000-7000-8000-000000000003","part":"facts","changed":2,"at":"2026-01-05T09:00:00+00:00"}""",
        """{"type":"key_used","key":"00ff","results":[{"memory":"019b8d3c-0000-7000-8000-000000000001","created":true}]}""",
    ];

    [Theory]
    [MemberData(nameof(Records))]
    public void ARecord_IsReadAndWrittenAsItAlwaysWas(string stored) =>
        Assert.Equal(stored, Encoding.UTF8.GetString(MemoryJournalJson.Write(MemoryJournalJson.Read(Encoding.UTF8.GetBytes(stored)))));

    [Fact]
    public void TheRecordsMean_WhatTheyMeant()
    {
        var state = new UserMemory();
        state.Apply(Read(0), 1);

        var read = state.Find(Id)!;
        Assert.Equal(Home with { Categories = read.Categories }, read);
        Assert.Equal(["home"], read.Categories);

        state.Apply(Read(2), 2);
        Assert.Equal((Said, Other), (state.Find(Id)!.ValidUntil, state.Find(Id)!.SupersededBy));
        state.Apply(Read(5), 3);
        Assert.True(state.HasLearned(Exchange, LearningPart.Facts));
        state.Apply(Read(3), 4);
        Assert.Null(state.Find(Id));
    }

    [Fact]
    public void ASnapshot_IsReadAsItAlwaysWas()
    {
        const string Stored = """{"memories":[{"memory":{"id":"019b8d3c-0000-7000-8000-000000000001","version":1,"text":"lebt in Köln","kind":"profile","scope":{},"provenance":{"source":"api","role":"user"},"authority":"stated","categories":[],"said_at":"2026-01-05T09:00:00+00:00","created_at":"2026-01-05T09:00:00+00:00","updated_at":"2026-01-05T09:00:00+00:00","immutable":false,"pinned":false},"records":[4,9]}],"learned":[{"exchange":"019b8d3c-0000-7000-8000-000000000003","parts":["episodes","facts"]}],"keys":[{"key":"00ff","results":[]}]}""";

        var snapshot = MemoryJournalJson.ReadSnapshot(Encoding.UTF8.GetBytes(Stored))!;

        Assert.Equal([4, 9], UserMemory.Restore(snapshot, 9).RecordsOf(Id)!);
        Assert.Equal(Stored, Encoding.UTF8.GetString(MemoryJournalJson.Write(UserMemory.Restore(snapshot, 9).Snapshot())));
    }

    private static MemoryEvent Read(int record) => MemoryJournalJson.Read(Encoding.UTF8.GetBytes(Records().ElementAt(record).Data));
}
