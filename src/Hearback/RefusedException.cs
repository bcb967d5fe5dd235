namespace Hearback;

/// <summary>A rule says no. The message is a sentence for the person who asked: no full stop, no code, no blame.</summary>
public class RefusedException(string message) : Exception(message);
