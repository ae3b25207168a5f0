using ChatMemory;
using ChatMemory.Api;
using ChatMemory.Api.Credentials;
using ChatMemory.Api.Settings;
using ChatMemory.Extraction;
using ChatMemory.InProcess;
using ChatMemory.Journals;
using ChatMemory.Memories;
using ChatMemory.Models;
using ChatMemory.Recall;
using ChatMemory.Sessions;

if (args is ["keys", .. var command])
    return KeysCommand.Run(command, Console.Out, Console.Error);

var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseKestrelHttpsConfiguration();
if (ListenAddresses.Of(builder.Configuration) is [])
    builder.WebHost.UseUrls(ListenAddresses.Default);

// The engine, in one process.
builder.Services
    .AddModels()
    .AddJournals()
    .AddRecall()
    .AddMemories()
    .AddExtraction()
    .AddSessions()
    .AddInProcessHost();

builder.Services.AddChatMemoryApi();

await using var app = builder.Build();
app.MapChatMemoryApi();
return await app.RunToEndAsync();
