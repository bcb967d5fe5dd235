namespace Hearback.Web.Demo;

/// <summary>Whether everything here is made up. When it is, every page says so.</summary>
public sealed record DemoMode(bool On);
