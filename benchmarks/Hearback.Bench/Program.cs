using Hearback.Bench;

// The bare server of the yardsticks is this program too, in a process of its own, as Hearback is.
if (args is ["yardstick", var folder, var address])
{
    await Yardstick.ServeAsync(folder, address);
    return 0;
}

return await Bench.RunAsync(args);
