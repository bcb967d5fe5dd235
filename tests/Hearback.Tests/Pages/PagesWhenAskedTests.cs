using Hearback.Tests.Support;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace Hearback.Tests.Pages;

public sealed class PagesWhenAskedTests
{
    [Fact]
    public async Task A_service_at_rest_carries_no_page_that_nobody_asked_for()
    {
        await using var service = await Service.StartAsync();

        var pages = service.App.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items;

        Assert.NotEmpty(pages);
        Assert.DoesNotContain(pages, page => page is CompiledPageActionDescriptor);
    }
}
