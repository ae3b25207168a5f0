using ChatMemory.Memories;
using Microsoft.Extensions.Options;

namespace ChatMemory.Api.Mem0.Finding;

/// <summary>Which memories this wire lists and finds: facts. Turns that are kept word for word are no memories to Mem0.</summary>
internal sealed class ShownMemories(IOptions<Mem0Options> options)
{
    private static readonly MemoryFilter Facts = new MemoryFilter.Not(new MemoryFilter.HasKind([MemoryKind.Episode, MemoryKind.ToolResult]));

    /// <summary>Those among the meant ones.</summary>
    public MemoryFilter Only(MemoryFilter filter) => options.Value.IncludeTurns ? filter : new MemoryFilter.All([filter, Facts]);
}
