using ChatMemory.Load.Commands;
using ChatMemory.Load.Targets;

return await LoadCommands.Root(new HttpTargetSource()).Parse(args).InvokeAsync();
