using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Binders;

namespace Hearback.Web.Safety;

/// <summary>Text in which nothing can be seen was not typed: a page then asks for it as it does when its box is empty.</summary>
internal sealed class VisibleText(SimpleTypeModelBinder text) : IModelBinder
{
    public async Task BindModelAsync(ModelBindingContext bindingContext)
    {
        await text.BindModelAsync(bindingContext);
        if (bindingContext.Result.Model is string typed && !typed.ShowsSomething) { bindingContext.Result = ModelBindingResult.Success(null); }
    }

    public sealed class Provider : IModelBinderProvider
    {
        public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
            context.Metadata.ModelType == typeof(string) && context.BindingInfo.BinderType is null
                ? new VisibleText(new SimpleTypeModelBinder(typeof(string), context.Services.GetRequiredService<ILoggerFactory>()))
                : null;
    }
}
