using ChatMemory.Behaviour.Memories;

namespace ChatMemory.Memories;

public sealed class UserMemoryActorBehaviour : UserMemoryBehaviour
{
    protected override UserMemoryFixture NewFixture() => new UserMemoryActorFixture();
}
