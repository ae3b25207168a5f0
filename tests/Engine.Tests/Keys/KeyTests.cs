
namespace ChatMemory.Keys;

public sealed class KeyTests
{
    [Theory]
    [InlineData("a", "b/c")]
    [InlineData("a/b", "c")]
    [InlineData("ü %2F", "日本 🎈")]
    public void SessionKey_WithAnyCharacters_ReadsBackTheSame(string user, string session)
    {
        var key = new SessionKey(new(TenantId.Default, UserId.Parse(user)), SessionId.Parse(session));

        Assert.Equal(key, SessionKey.Parse(key.ToString()));
        Assert.Equal(key.Owner, UserKey.Parse(key.Owner.ToString()));
    }

    [Theory]
    [InlineData("a", "b/c")]
    [InlineData("a/b", "c")]
    [InlineData("ü %2F", "日本 🎈")]
    public void ValueKey_WithAnyCharacters_ReadsBackTheSame(string space, string name)
    {
        var key = new ValueKey(TenantId.Default, NamespaceId.Parse(space), ValueName.Parse(name));

        Assert.Equal(key, ValueKey.Parse(key.ToString()));
    }

    [Fact]
    public void SessionKey_OfDifferentSplits_NeverMeets()
    {
        var one = new SessionKey(new(TenantId.Default, UserId.Parse("a/b")), SessionId.Parse("c"));
        var other = new SessionKey(new(TenantId.Default, UserId.Parse("a")), SessionId.Parse("b/c"));

        Assert.NotEqual(one.ToString(), other.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("line\nbreak")]
    public void UserId_ThatIsNoKey_IsRefused(string text)
    {
        Assert.False(UserId.TryParse(text, null, out _));
        Assert.Throws<FormatException>(() => UserId.Parse(text));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0x1234_5678_9ABC)]
    [InlineData((1L << 48) - 1)]
    public void MemoryId_OfAnEpoch_CarriesItAndTheRandomBits(long epoch)
    {
        var random = Guid.Parse("ffffffff-ffff-7abc-bdef-0123456789ab");

        var id = MemoryId.Of(epoch, random);

        Assert.Equal(epoch, id.Epoch);
        Assert.Equal(8, id.Value.Version);
        Assert.EndsWith("-8abc-bdef-0123456789ab", id.ToString(), StringComparison.Ordinal);
        Assert.Equal(id, MemoryId.Parse(id.ToString()));
    }

    [Fact]
    public void MemoryId_OfAnEarlierForm_NamesNoEpoch() => Assert.Null(MemoryId.Parse("0198ffff-ffff-7abc-bdef-0123456789ab").Epoch);

    [Fact]
    public void UserId_WithHalfACharacter_IsRefused() => Assert.False(UserId.TryParse("a\ud83c", null, out _));

    [Fact]
    public void UserId_LongerThanTheLimit_IsRefused() =>
        Assert.False(UserId.TryParse(new string('x', KeyText.MaxLength + 1), null, out _));
}
