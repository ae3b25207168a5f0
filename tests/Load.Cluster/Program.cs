using ChatMemory.Load.Cluster;
using ChatMemory.Load.Commands;

return await LoadCommands.Root(new ClusterTargetSource()).Parse(args).InvokeAsync();
