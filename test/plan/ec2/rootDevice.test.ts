import { expect } from "chai";
import { type Image, rootDeviceOf } from "../../../plan/ec2/rootDevice";

describe("plan/ec2/rootDevice", () => {
  const AMAZON = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";
  const HOSTS = "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id";
  const UBUNTU = "/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id";
  const table: [title: string, image: (Image & { ids?: object }) | undefined, device: string | undefined][] = [
    ["of the default image", undefined, "/dev/xvda"],
    ["of a public image of Amazon Linux", { ssmParameter: AMAZON }, "/dev/xvda"],
    ["of a public image of ECS on Amazon Linux", { ssmParameter: HOSTS }, "/dev/xvda"],
    ["of another public image", { ssmParameter: UBUNTU }, undefined],
    ["of an image of one's own whose name looks like one", { ssmParameter: `/own${AMAZON}` }, undefined],
    ["of an image of one's own", { ssmParameter: "/golden/image" }, undefined],
    ["of an image by id", { ids: {} }, undefined],
    ["as it is said", { ids: {}, rootDevice: "/dev/sda1" }, "/dev/sda1"],
    ["as it is said, whatever the image", { ssmParameter: AMAZON, rootDevice: "/dev/sda1" }, "/dev/sda1"],
  ];
  for (const [title, image, device] of table)
    it(`${device ?? "is not known"} ${title}`, () => {
      expect(rootDeviceOf(image)).to.equal(device);
    });
});
