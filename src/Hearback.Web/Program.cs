using Hearback.Web.Verbs;

return await CommandLine.Of(args).RunAsync();
