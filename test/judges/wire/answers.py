"""Answers to requests that are right: successes after which a client goes on, so that its next requests can be judged too.

An answer is made from the operation's output shape. What the client said of a thing, by any request that named it, comes back;
ids and ARNs are made up; things are there and in a good state. Where that is not enough, a row of SPECIAL helps.
"""

import datetime
import itertools
import re

from localstack.aws.api import CommonServiceException

ACCOUNT = "123456789012"
WHEN = datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc)

# States in which nothing more is waited for.
GOOD = ("available", "active", "deployed", "ready", "associated", "enabled", "insync", "verified", "success", "in_sync", "signing", "provisioned")
STATE = re.compile(r"(status|state|statusvalue|code)$", re.IGNORECASE)
NEVER = re.compile(r"token|marker|truncated|fail|error|unsuccessful|unprocessed|reason|nextrecord", re.IGNORECASE)
READS = re.compile(r"Describe|Get|List")
REMEMBERS = re.compile(r"Describe|Get|List|Modify|Update")
# Members whose text names a thing. A tenant has many teams.
NAMES = re.compile(r"(?<!^tenant)(id|arn|name|bucket)$")

ID_PREFIXES = {
    "allocation": "eipalloc",
    "group": "sg",
    "internetgateway": "igw",
    "launchtemplate": "lt",
    "natgateway": "nat",
    "networkacl": "acl",
    "routetable": "rtb",
    "securitygrouprule": "sgr",
    "transitgatewayattachment": "tgw-attach",
    "vpcendpoint": "vpce",
    "vpcpeeringconnection": "pcx",
    "vpngateway": "vgw",
}

# Ids in the form of a UUID.
UUIDS = ("protection",)

ACCELERATOR = f"arn:aws:globalaccelerator::{ACCOUNT}:accelerator/0a1b2c3d-0000-4000-8000-000000000000"

# ARNs whose form clients look at, by service and member; a number follows.
ARNS = {
    ("application-autoscaling", "scalabletargetarn"): f"arn:aws:application-autoscaling:eu-west-1:{ACCOUNT}:scalable-target/",
    ("globalaccelerator", "acceleratorarn"): ACCELERATOR,
    ("globalaccelerator", "listenerarn"): f"{ACCELERATOR}/listener/",
    ("globalaccelerator", "endpointgrouparn"): f"{ACCELERATOR}/listener/0a1b2c3d/endpoint-group/",
}

# All of these have a lock around them: one request is answered at a time.
things = {}
done = []
numbers = itertools.count(1)


def answer(service, operation, params):
    """The output of an operation, as a dictionary. Raises CommonServiceException where what is asked for is not there."""
    told = facts_in(params)
    texts = list(texts_in(params))
    known = told
    # What is made new has nothing of what it refers to.
    if REMEMBERS.match(operation.name):
        for _, text in texts:
            known = {**things.get(text, {}), **known}
    made = {}
    context = {"service": service.signing_name, "known": known, "made": made}
    result = value_of(operation.output_shape, "", context, 0) if operation.output_shape else {}
    if operation.name in SPECIAL:
        result = SPECIAL[operation.name](params, result or {}) or result
    if not READS.match(operation.name):
        done.append((operation.name, params, result))
        for text in [*(text for key, text in texts if NAMES.search(key)), *made.values()]:
            things[text] = {**things.get(text, {}), **told, **made}
    return result


def facts_in(value, outer=True):
    """What a request says, by its members' names in small letters. What stands further out comes first."""
    found = {}
    inner = []
    for name, each in value.items():
        key = name.lower()
        if outer or key not in ("name", "key", "value", "values"):
            found.setdefault(key, each)
            found.setdefault(key.removesuffix("prefix"), each)
        if isinstance(each, dict):
            inner.append(each)
        elif isinstance(each, list) and each and isinstance(each[0], dict):
            inner.extend(each)
        elif isinstance(each, list) and each:
            found.setdefault(key.removesuffix("s"), each[0])
    for each in inner:
        name, values = each.get("Name"), each.get("Values")
        # {"Name": "association.subnet-id", "Values": [...]}
        if isinstance(name, str) and values:
            found.setdefault(name.split(".")[-1].replace("-", ""), values[0])
        for key, fact in facts_in(each, False).items():
            found.setdefault(key, fact)
    return found


def texts_in(value, name=""):
    """Every text of a request, with the name of its member."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from texts_in(each, key.lower())
        if isinstance(value.get("Name"), str) and isinstance(value.get("Values"), list):
            yield from texts_in(value["Values"], value["Name"].replace("-", ""))
    elif isinstance(value, list):
        for each in value:
            yield from texts_in(each, name.removesuffix("s"))


def value_of(shape, name, context, depth):
    """A value of a shape, or None where nothing need be said."""
    if NEVER.search(name) or depth > 8:
        return None
    fact = context["known"].get(name.lower())
    match shape.type_name:
        case "structure":
            if isinstance(fact, dict):
                context = {**context, "known": {**context["known"], **facts_in(fact)}}
            members = {each: value_of(member, each, context, depth + 1) for each, member in shape.members.items()}
            return {each: value for each, value in members.items() if value is not None}
        case "list":
            if isinstance(fact, list) and (converted := converted_to(shape, fact)):
                return converted
            one = value_of(shape.member, name.removesuffix("s"), context, depth + 1) if depth <= 1 else None
            return [one] if one else []
        case "map":
            return converted_to(shape, fact) or {}
        case "timestamp":
            return WHEN
    converted = converted_to(shape, fact)
    return text_of(shape, name.lower(), context) if converted is None and shape.type_name == "string" else converted


def converted_to(shape, value):
    """The value in the form of a shape, or None where it has another."""
    match shape.type_name:
        case "structure" if isinstance(value, dict):
            members = {name: converted_to(member, value.get(name)) for name, member in shape.members.items()}
            return {name: each for name, each in members.items() if each is not None}
        case "list" if isinstance(value, list):
            return [each for one in value if (each := converted_to(shape.member, one)) not in (None, {})]
        case "map" if isinstance(value, dict):
            return value
        case "string" if isinstance(value, (str, int, float)):
            return None if shape.enum and value not in shape.enum else str(value)
        case "boolean" if isinstance(value, bool):
            return value
        case "integer" | "long" | "float" | "double" if isinstance(value, (int, float)):
            return value
        case "blob" if isinstance(value, (str, bytes)):
            return value
    return None


def text_of(shape, key, context):
    known, made = context["known"], context["made"]
    if STATE.search(key):
        return next((each for each in shape.enum if each.lower() in GOOD), None) if shape.enum else "ACTIVE"
    if shape.enum:
        return None
    if key.endswith("name") and isinstance(known.get("name"), str):
        return known["name"]
    if key.endswith("arn"):
        form = ARNS.get((context["service"], key)) or f"arn:aws:{context['service']}:eu-west-1:{ACCOUNT}:{key.removesuffix('arn')}/"
        return made.setdefault(key, f"{form}{next(numbers):017x}")
    if key.endswith("id"):
        kind = key.removesuffix("id") or "id"
        if kind in UUIDS:
            return made.setdefault(key, f"0a1b2c3d-0000-4000-8000-{next(numbers):012x}")
        return made.setdefault(key, f"{ID_PREFIXES.get(kind, kind)}-{next(numbers):017x}")
    return None


# --- What the form alone does not tell ---------------------------------------------------------------------------------------


def earlier(name, **where):
    """The earlier requests of an operation with such members, and their answers: the last one first."""
    return [
        (params, result)
        for operation, params, result in reversed(done)
        if operation == name and all(params.get(key) == value for key, value in where.items())
    ]


def wanted(params, name):
    """What a filter asks for."""
    return next((each["Values"][0] for each in params.get("Filters") or [] if each["Name"] == name), None)


def without(value, *names):
    return {name: each for name, each in value.items() if name not in names}


def not_there(code):
    def refuse(params, _):
        if params.get("Names"):
            raise CommonServiceException(code, "not there", 400)

    return refuse


def name_servers(_, result):
    return {**result, "DelegationSet": {"NameServers": [f"ns-{place}.example.net" for place in range(4)]}}


def route_tables(params, result):
    (table,) = result["RouteTables"]
    association = wanted(params, "association.route-table-association-id")
    associated = [(asked, given) for asked, given in earlier("AssociateRouteTable") if given["AssociationId"] == association]
    routes = [
        {**without(asked, "RouteTableId", "VpcEndpointId"), "GatewayId": asked.get("VpcEndpointId") or asked.get("GatewayId")}
        for name in ("ReplaceRoute", "CreateRoute")
        for asked, _ in earlier(name, RouteTableId=table["RouteTableId"])
    ]
    learning = earlier("EnableVgwRoutePropagation", RouteTableId=table["RouteTableId"])
    return {
        "RouteTables": [
            {
                **table,
                "PropagatingVgws": [{"GatewayId": asked["GatewayId"]} for asked, _ in learning],
                "Routes": [{**route, "State": "active", "Origin": "CreateRoute"} for route in routes],
                "Associations": [
                    {**asked, "RouteTableAssociationId": association, "AssociationState": {"State": "associated"}} for asked, _ in associated
                ],
            }
        ]
    }


def network_acls(params, result):
    (acl,) = result["NetworkAcls"]
    subnet = wanted(params, "association.subnet-id")
    association = {"NetworkAclAssociationId": f"aclassoc-{next(numbers):017x}", "NetworkAclId": acl["NetworkAclId"], "SubnetId": subnet}
    return {"NetworkAcls": [{**acl, "Associations": [association] if subnet else []}]}


def subnets(_, result):
    def with_ranges(subnet):
        associated = earlier("AssociateSubnetCidrBlock", SubnetId=subnet["SubnetId"])
        ranges = [given["Ipv6CidrBlockAssociation"] for _, given in associated]
        return {**subnet, "Ipv6CidrBlockAssociationSet": ranges}

    return {**result, "Subnets": [with_ranges(each) for each in result["Subnets"]]}


def vpcs(_, result):
    def with_ranges(vpc):
        associated = earlier("AssociateVpcCidrBlock", VpcId=vpc["VpcId"])
        ranges = [given["Ipv6CidrBlockAssociation"] for _, given in associated if "Ipv6CidrBlockAssociation" in given]
        return {**vpc, "Ipv6CidrBlockAssociationSet": ranges}

    return {**result, "Vpcs": [with_ranges(each) for each in result["Vpcs"]]}


def internet_gateways(_, result):
    (gateway,) = result["InternetGateways"]
    attached = earlier("AttachInternetGateway", InternetGatewayId=gateway["InternetGatewayId"])
    return {"InternetGateways": [{**gateway, "Attachments": [{"VpcId": asked["VpcId"], "State": "available"} for asked, _ in attached]}]}


def vpn_gateways(_, result):
    (gateway,) = result["VpnGateways"]
    attached = earlier("AttachVpnGateway", VpnGatewayId=gateway["VpnGatewayId"])
    return {"VpnGateways": [{**gateway, "VpcAttachments": [{"VpcId": asked["VpcId"], "State": "attached"} for asked, _ in attached]}]}


def auto_scaling_groups(_, result):
    (group,) = result["AutoScalingGroups"]
    instance = {"InstanceId": "i-0", "LifecycleState": "InService", "HealthStatus": "Healthy"}
    size = group.get("DesiredCapacity") or group.get("MinSize") or 0
    return {"AutoScalingGroups": [{**group, "Instances": [{**instance, "InstanceId": f"i-{place:017x}"} for place in range(size)]}]}


def ecs_services(_, result):
    def steady(service):
        count = service.get("desiredCount", 0)
        return {**service, "deployments": [{"id": "ecs-svc/1", "status": "PRIMARY"}], "runningCount": count}

    return {**result, "services": [steady(each) for each in result["services"]]}


def record_sets(params, _):
    """The records of a name and a type; those of other names in front of and behind it are of no use here."""
    found = {}
    for asked, _ in earlier("ChangeResourceRecordSets", HostedZoneId=params["HostedZoneId"]):
        for record in (change["ResourceRecordSet"] for change in asked["ChangeBatch"]["Changes"]):
            key = (record["Name"].rstrip("."), record["Type"], record.get("SetIdentifier"))
            found.setdefault(key, {**record, "Name": f"{key[0]}."})
    wanted_key = ((params.get("StartRecordName") or "").rstrip("."), params.get("StartRecordType"))
    sets = [record for (name, kind, _), record in found.items() if (name, kind) == wanted_key]
    return {"ResourceRecordSets": sets, "IsTruncated": False, "MaxItems": "100"}


def key_signing_keys(params, _):
    keys = [
        {"Name": asked["Name"], "KmsArn": asked["KeyManagementServiceArn"], "Status": "ACTIVE", "KeyTag": 1, "DSRecord": "1 13 2 0A"}
        for asked, _ in earlier("CreateKeySigningKey", HostedZoneId=params["HostedZoneId"])
    ]
    return {"Status": {"ServeSignature": "SIGNING"}, "KeySigningKeys": keys}


def canary(params, result):
    """A canary in the state in which it was last put: it is changed only while it is stopped."""
    orders = {"StartCanary": "RUNNING", "StopCanary": "STOPPED", "UpdateCanary": "STOPPED"}
    last = next((operation for operation, asked, _ in reversed(done) if operation in orders and asked["Name"] == params["Name"]), None)
    return {"Canary": {**result["Canary"], "Status": {"State": orders.get(last, "READY")}}}


def topic_attributes(params, _):
    arn = params["TopicArn"]
    told = [asked for asked, given in earlier("CreateTopic") if given["TopicArn"] == arn]
    set_later = {asked["AttributeName"]: asked["AttributeValue"] for asked, _ in reversed(earlier("SetTopicAttributes", TopicArn=arn))}
    policy = '{"Version":"2012-10-17","Statement":[]}'
    return {"Attributes": {"TopicArn": arn, "Owner": ACCOUNT, "Policy": policy, **(told[0].get("Attributes") or {} if told else {}), **set_later}}


def protection(params, result):
    checks = [asked["HealthCheckArn"].split("/")[-1] for asked, _ in earlier("AssociateHealthCheck", ProtectionId=params["ProtectionId"])]
    return {"Protection": {**result["Protection"], "HealthCheckIds": checks}} if params.get("ProtectionId") else result


def anomaly_subscriptions(params, _):
    wanted_arns = params.get("SubscriptionArnList") or []
    made = [(asked["AnomalySubscription"], given["SubscriptionArn"]) for asked, given in earlier("CreateAnomalySubscription")]
    return {"AnomalySubscriptions": [{**asked, "SubscriptionArn": arn, "AccountId": ACCOUNT} for asked, arn in made if arn in wanted_arns]}


def subscription_attributes(params, _):
    (asked, *_) = [asked for asked, given in earlier("Subscribe") if given["SubscriptionArn"] == params["SubscriptionArn"]]
    said = {key: asked[key] for key in ("TopicArn", "Protocol", "Endpoint")}
    pending = {"PendingConfirmation": "true", "ConfirmationWasAuthenticated": "false", "RawMessageDelivery": "false"}
    return {"Attributes": {"SubscriptionArn": params["SubscriptionArn"], "Owner": ACCOUNT, **said, **pending}}


def listed(member, operation, of, *keys):
    """A list of what earlier requests of an operation gave, those that are the same in the members named."""

    def answered(params, result):
        same = earlier(operation, **{key: params[key] for key in keys})
        return {**result, member: [each for asked, given in same for each in of(asked, given)]}

    return answered


SPECIAL = {
    "CreateAccelerator": lambda _, result: {"Accelerator": {**result["Accelerator"], "Events": []}},
    "CreateHostedZone": name_servers,
    "DescribeAutoScalingGroups": auto_scaling_groups,
    "DescribeInternetGateways": internet_gateways,
    "DescribeListenerCertificates": listed("Certificates", "AddListenerCertificates", lambda asked, _: asked["Certificates"], "ListenerArn"),
    "DescribeLoadBalancers": not_there("LoadBalancerNotFound"),
    "DescribeNetworkAcls": network_acls,
    "DescribeProtection": protection,
    "DescribeQueryDefinitions": listed("queryDefinitions", "PutQueryDefinition", lambda asked, given: [{**asked, **given}]),
    "DescribeResourcePolicies": listed("resourcePolicies", "PutResourcePolicy", lambda asked, _: [asked]),
    "DescribeRouteTables": route_tables,
    "DescribeServices": ecs_services,
    "DescribeSubnets": subnets,
    "DescribeTargetGroups": not_there("TargetGroupNotFound"),
    "DescribeVpcEndpointServicePermissions": listed(
        "AllowedPrincipals",
        "ModifyVpcEndpointServicePermissions",
        lambda asked, given: [{**given["AddedPrincipals"][0], "Principal": each} for each in asked["AddAllowedPrincipals"]],
        "ServiceId",
    ),
    "DescribeVpcs": vpcs,
    "DescribeVpnGateways": vpn_gateways,
    "GetAnomalySubscriptions": anomaly_subscriptions,
    "GetCallerIdentity": lambda *_: {"Account": ACCOUNT, "Arn": f"arn:aws:iam::{ACCOUNT}:user/x", "UserId": "x"},
    "GetCanary": canary,
    "GetDNSSEC": key_signing_keys,
    "GetHostedZone": name_servers,
    "GetKeyRotationStatus": lambda params, _: {"KeyRotationEnabled": bool(earlier("EnableKeyRotation", KeyId=params["KeyId"]))},
    "GetOperation": lambda params, result: {"Operation": {**result["Operation"], "Targets": {"NAMESPACE": f"ns-{params['OperationId'][-16:]}"}}},
    "GetSubscriptionAttributes": subscription_attributes,
    "GetTopicAttributes": topic_attributes,
    "ListAliases": listed("Aliases", "CreateAlias", lambda asked, _: [{**asked, "AliasArn": f"arn:aws:kms:eu-west-1:{ACCOUNT}:{asked['AliasName']}"}]),
    "ListAttachedRolePolicies": listed(
        "AttachedPolicies", "AttachRolePolicy", lambda asked, _: [{"PolicyArn": asked["PolicyArn"], "PolicyName": "x"}], "RoleName"
    ),
    "ListResourceRecordSets": record_sets,
    "ListTargetsByRule": listed("Targets", "PutTargets", lambda asked, _: asked["Targets"], "Rule"),
}
