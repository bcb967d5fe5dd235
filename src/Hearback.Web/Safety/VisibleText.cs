using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Binders;

namespace Hearback.Web.Safety;

/// <summary>Text in which nothing can be seen was not typed: a page then asks for it as it does when its box is empty.</summary>
internal sealed class VisibleText(SimpleTypeModelBinder text) : IModelBinder
{
    // Letters by name that are drawn as nothing: Hangul fillers and the empty Braille cell.
    private const string Blank = "\u115F\u1160\u2800\u3164\uFFA0";

    public async Task BindModelAsync(ModelBindingContext bindingContext)
    {
        await text.BindModelAsync(bindingContext);
        if (bindingContext.Result.Model is string typed && !typed.EnumerateRunes().Any(IsSeen)) { bindingContext.Result = ModelBindingResult.Success(null); }
    }

    private static bool IsSeen(Rune sign) => Rune.GetUnicodeCategory(sign) is not (UnicodeCategory.Format or UnicodeCategory.Control
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        && !(sign.IsBmp && Blank.Contains((char)sign.Value, StringComparison.Ordinal));

    public sealed class Provider : IModelBinderProvider
    {
        public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
            context.Metadata.ModelType == typeof(string) && context.BindingInfo.BinderType is null
                ? new VisibleText(new SimpleTypeModelBinder(typeof(string), context.Services.GetRequiredService<ILoggerFactory>()))
                : null;
    }
}
