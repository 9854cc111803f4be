// The customer portal: a network, two application servers and a database behind a load balancer,
// across OPNsense, AWS and Docker, and a status page rendered from what they yield.
Deployment("customer-portal");

// The office side (OPNsense).
var network = new Opnsense.Network.Vlan("app-network") { Tag = 150, Interface = "igc2" };

// The cloud side (AWS).
var vpc = new Aws.Vpc.Vpc("portal") { CidrBlock = "10.0.0.0/16" };
var subnet = new Aws.Vpc.Subnet("app-subnet") { VpcId = vpc.Id, CidrBlock = "10.0.1.0/24" };
var servers = Enumerable.Range(1, 2).Select(i =>
    new Aws.Ec2.Instance($"app-{i}")
    {
        InstanceType = "t3.medium",
        ImageId = "ami-12345",
        SubnetId = subnet.Id,
    }).ToList();
var database = new Aws.Rds.Instance("app-db", new() { Protect = false }) { Engine = "postgres", InstanceClass = "db.t3.micro" };

// The load balancer sends to whatever addresses the servers get.
var backend = new Opnsense.Service.Haproxy.Backend("app-backend")
{
    Servers = [.. servers.Select(s => Text($"{s.PrivateIp}:8080"))],
};
var frontend = new Opnsense.Service.Haproxy.Frontend("app-frontend")
{
    Bind = "0.0.0.0:443",
    DefaultBackend = backend.Id,
};
var rule = new Opnsense.Firewall.Rule("allow-https")
{
    Source = "any",
    Destination = frontend.Address,
    Port = 443,
    Action = "pass",
};

// The application's image (Docker).
var image = new Docker.Image.Build("app-image") { Dockerfile = "./Dockerfile", Context = "./app" };

// A real file on this machine, rendered from the outputs of three servers.
var page = new Local.File("status-page")
{
    Path = "out/status.html",
    Content = $"""
        <!doctype html>
        <title>customer-portal</title>
        <h1>customer-portal</h1>
        <ul>
          <li>entry: {frontend.Address}</li>
          <li>app-1: {servers[0].PrivateIp}</li>
          <li>app-2: {servers[1].PrivateIp}</li>
          <li>database: {database.Endpoint}</li>
          <li>image: {image.Id}</li>
        </ul>

        """,
};

Output("url", $"https://{frontend.Address}/");
Output("servers", Text($"{servers[0].PrivateIp}, {servers[1].PrivateIp}"));
Output("page", page.Path);
