using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hearback;

/// <summary>How settings are read.</summary>
public static class Settings
{
    /// <summary>Reads a section setting by setting, so that each one that cannot be read has a sentence of its own and hides no other.</summary>
    public static OptionsBuilder<TOptions> BindEach<TOptions>(this OptionsBuilder<TOptions> options, IConfigurationSection section) where TOptions : class
    {
        var faults = new List<string>();
        options.Services.AddSingleton<IValidateOptions<TOptions>>(new WhatWasRead<TOptions>(faults));
        return options.Configure(read =>
        {
            foreach (var (name, value) in section.AsEnumerable(makePathsRelative: true).Where(setting => setting.Value is not null))
            {
                try
                {
                    new ConfigurationBuilder().AddInMemoryCollection([new(name, value)]).Build().Bind(read);
                }
                catch (InvalidOperationException)
                {
                    var setting = $"{section.Path}:{name}";
                    faults.Add($"{setting}: {setting} cannot be '{value}': docs/options.md says what it may be");
                }
            }
        });
    }

    private sealed class WhatWasRead<TOptions>(IReadOnlyCollection<string> faults) : IValidateOptions<TOptions> where TOptions : class
    {
        public ValidateOptionsResult Validate(string? name, TOptions options) => faults.Count > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }
}
