using Hearback.Web;
using Hearback.Web.Demo;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddLocalization();
builder.Services.AddRazorPages();
builder.Services.AddSingleton(new Neighbourhood("Somers Town", "the Somers Town community safety partnership", "https://www.bbc.co.uk/weather"));
builder.Services.AddSingleton(new DemoMode(On: true));

var app = builder.Build();
app.UseExceptionHandler("/error");
app.UseStatusCodePagesWithReExecute("/not-found");
app.MapStaticAssets();
app.MapRazorPages().WithStaticAssets();
app.Run();
