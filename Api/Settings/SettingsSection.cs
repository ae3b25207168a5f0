namespace ChatMemory.Api.Settings;

/// <summary>A section of settings below <c>ChatMemory</c> that the server knows, so that a misspelt key can be told from it.</summary>
/// <param name="Path">Where it stands, such as <c>ChatMemory:Sessions</c>.</param>
/// <param name="Options">The record whose properties are its keys.</param>
public sealed record SettingsSection(string Path, Type Options);
