// The deployment of samples/hello, as a project: `dotnet build` checks it, `mciacc plan hello-project.csproj` plans it.
Deployment("hello");

var folder = new Local.Directory("site") { Path = "out" };
var pet = new Local.Random("mascot") { Kind = "pet" };
var page = new Local.File("page")
{
    Path = $"{folder.Path}/hello.txt",
    Content = $"Hello from {pet.Value}\n",
};

Output("mascot", pet.Value);
Output("page", page.Path);
