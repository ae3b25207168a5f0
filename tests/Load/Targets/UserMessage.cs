namespace ChatMemory.Load.Targets;

/// <summary>What a person sends.</summary>
internal sealed record UserMessage(string User, string Session, string Text);
