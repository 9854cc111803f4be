// What should exist. 'dotnet build' checks it, 'mciacc plan' shows what would be done, 'mciacc apply' does it, 'mciacc destroy' takes it away.
Deployment("Infrastructure1");

var pet = new Local.Random("mascot") { Kind = "pet" };
var page = new Local.File("page")
{
    Path = "out/hello.txt",
    Content = $"Hello from {pet.Value}\n",
};

Output("mascot", pet.Value);
Output("page", page.Path);
