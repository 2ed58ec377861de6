"""The operations of the contract, openapi.yaml, by which commands ask. The tests compare both."""

OPERATIONS = {
    "listNodes": ("GET", "/nodes"),
    "getNode": ("GET", "/nodes/{node}"),
    "drainNode": ("POST", "/nodes/{node}/drain"),
    "undrainNode": ("DELETE", "/nodes/{node}/drain"),
    "rebalanceNode": ("POST", "/nodes/{node}/rebalance"),
    "listRooms": ("GET", "/tenants/{tenant}/rooms"),
    "getRoom": ("GET", "/tenants/{tenant}/rooms/{room}"),
    "changeRoom": ("PATCH", "/tenants/{tenant}/rooms/{room}"),
    "closeRoom": ("DELETE", "/tenants/{tenant}/rooms/{room}"),
    "listMembers": ("GET", "/tenants/{tenant}/rooms/{room}/members"),
    "kickMember": ("DELETE", "/tenants/{tenant}/rooms/{room}/members/{session}"),
    "admitMember": ("POST", "/tenants/{tenant}/rooms/{room}/members/{session}/admit"),
    "moveMember": ("POST", "/tenants/{tenant}/rooms/{room}/members/{session}/move"),
    "getPeer": ("GET", "/tenants/{tenant}/peers/{peer}"),
    "revokeTokens": ("POST", "/tenants/{tenant}/revocations"),
    "listTenantAudit": ("GET", "/tenants/{tenant}/audit"),
    "listAudit": ("GET", "/audit"),
}
