using Xunit.Sdk;
using Xunit.v3;

// Each fault has the machine to itself: what is measured is how the service comes through it, and not how tests get in each other's way.
[assembly: Parallelization(Mode = ParallelMode.None)]
