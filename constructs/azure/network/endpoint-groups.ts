export {
  ENDPOINT_PORTS,
  isPrivateEndpointGroup,
  PRIVATE_ENDPOINT_GROUPS,
  type PrivateEndpointGroup,
  privateDnsZoneNames,
} from '../../spec/private-dns-zones.ts';
