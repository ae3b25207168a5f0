using ChatMemory.Behaviour.Memories;

namespace ChatMemory.Tests.Memories;

public sealed class UserMemoryActorBehaviour : UserMemoryBehaviour
{
    protected override UserMemoryFixture NewFixture() => new UserMemoryActorFixture();
}
