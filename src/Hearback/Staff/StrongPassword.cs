using Microsoft.AspNetCore.Identity;

namespace Hearback.Staff;

/// <summary>
/// Judges a password by how long it would take to guess, and by nothing else: rules about digits and signs make passwords worse
/// (NIST SP 800-63B, 5.1.1.2).
/// </summary>
public sealed class StrongPassword : IPasswordValidator<Member>
{
    public const int Shortest = 12;
    public const int Longest = 200;

    /// <summary>From 0, guessed at once, to 4. Below 3 lies what somebody who stole the hashes guesses within days.</summary>
    private const int LowestScore = 3;

    /// <summary>The judge's work grows with the square of the length, and by then it knows.</summary>
    private const int Judged = 64;

    public Task<IdentityResult> ValidateAsync(UserManager<Member> manager, Member user, string? password)
    {
        ArgumentNullException.ThrowIfNull(user);
        var start = password is { Length: > Judged } ? password[..Judged] : password ?? "";
        string[] known = [.. $"{user.Name} {user.Email} hearback".Split([' ', '@', '.'], StringSplitOptions.RemoveEmptyEntries)];
        return Task.FromResult(Zxcvbn.Zxcvbn.MatchPassword(start, known).Score < LowestScore
            ? IdentityResult.Failed(new IdentityError { Code = nameof(StrongPassword), Description = "This password is too easy to guess. Three or four words that do not belong together work well" })
            : IdentityResult.Success);
    }
}
