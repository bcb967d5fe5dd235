namespace Hearback.Web;

/// <summary>Names the dictionary of everything we say to people. The key is the English text itself.</summary>
public sealed class Words;
