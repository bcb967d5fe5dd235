using Hearback.Bench;

// The bare server of the yardsticks is this program too, in a process of its own, as Hearback is.
if (args is ["yardstick", var folder, var address])
{
    await Yardstick.ServeAsync(folder, address);
    return 0;
}

if (args is ["picture", var act, var file]) { return await Picture.DoAsync(act, file); }

return await Bench.RunAsync(args);
